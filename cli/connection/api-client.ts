import { isOver } from '../jobs/job-texts.ts';
import type { ShownLog } from '../jobs/log-text.ts';
import type { ListedJob, WholeJob } from '../jobs/shown-job.ts';
import type { ShownQueue } from '../queues/queue-table.ts';
import type { ShownSchedule } from '../schedules/schedule-table.ts';
import type { MinuteCounts } from '../stats/stats-table.ts';
import type { ShownType } from '../types/type-table.ts';
import { apiRequest, type Call } from './api-request.ts';
import type { Server } from './find-server.ts';
import { type Patience, patiently } from './patiently.ts';

interface Start {
  readonly delay?: string;
  readonly runAt?: string;
}

interface JobFilter {
  readonly status?: readonly string[];
  readonly type?: string;
  readonly tag?: string;
  readonly createdAfter?: string;
}

/** The calls of the API that commands make. Each rejects as `apiRequest` does. */
export class ApiClient {
  readonly #server: Server;
  readonly #patience: Patience;

  /** `patience`: with a server that is away while a job is waited for. */
  constructor(server: Server, patience: Patience = { pause: 1_000, longest: 60_000 }) {
    this.#server = server;
    this.#patience = patience;
  }

  /** All pages, newest first. */
  async *list({ status, ...filter }: JobFilter, call: Call): AsyncGenerator<ListedJob> {
    const query = new URLSearchParams({ ...filter, ...(status && { status: status.join(',') }) });
    for (;;) {
      const page = await this.#ask<Page>(`GET /jobs?${query}`, call);
      yield* page.jobs;
      if (page.cursor === undefined) return;
      query.set('cursor', page.cursor);
    }
  }

  get(id: string, call: Call): Promise<WholeJob> {
    return this.#ask(`GET ${jobPath(id)}`, call);
  }

  logs(id: string, call: Call): Promise<ShownLog> {
    return this.#ask(`GET ${jobPath(id)}/logs`, call);
  }

  /** The job at its end. `changed` is called with what it is at first, and after each change. */
  async wait(
    id: string,
    { changed, ...call }: Call & { changed(job: WholeJob): void },
  ): Promise<WholeJob> {
    let known: string | undefined;
    for (;;) {
      const headers = known === undefined ? {} : { Prefer: 'wait=20', 'If-None-Match': known };
      const { body, etag } = await patiently(
        () => apiRequest(this.#server, `GET ${jobPath(id)}`, { ...call, headers }),
        { ...this.#patience, ...call },
      );
      known = etag;
      // 304, which has no body: nothing has changed.
      if (body === undefined) continue;
      const job = body as WholeJob;
      changed(job);
      if (isOver(job)) return job;
    }
  }

  enqueue(
    type: string,
    payload: unknown,
    { delay, runAt, tags, ...call }: Call & Start & { readonly tags?: readonly string[] },
  ): Promise<WholeJob> {
    return this.#ask('POST /jobs', { ...call, body: { type, payload, delay, runAt, tags } });
  }

  cancel(id: string, call: Call): Promise<WholeJob> {
    return this.#ask(`POST ${jobPath(id)}/cancel`, call);
  }

  retry(id: string, call: Call): Promise<WholeJob> {
    return this.#ask(`POST ${jobPath(id)}/retry`, call);
  }

  /** The job that does it. */
  retryMany(which: object, { rate, ...call }: Call & { rate?: number }): Promise<WholeJob> {
    return this.#ask('POST /jobs/retry', { ...call, body: { ...which, rate } });
  }

  reschedule(id: string, start: Start, call: Call): Promise<WholeJob> {
    return this.#ask(`POST ${jobPath(id)}/reschedule`, { ...call, body: start });
  }

  async erase(id: string, call: Call): Promise<void> {
    await this.#ask(`DELETE ${jobPath(id)}`, call);
  }

  async types(call: Call): Promise<readonly ShownType[]> {
    const { types } = await this.#ask<{ types: readonly ShownType[] }>('GET /types', call);
    return types;
  }

  async stats({ minutes, ...call }: Call & { minutes: number }): Promise<readonly MinuteCounts[]> {
    const path = `GET /stats?minutes=${minutes}`;
    return (await this.#ask<{ minutes: readonly MinuteCounts[] }>(path, call)).minutes;
  }

  readonly queues = {
    list: async (call: Call): Promise<readonly ShownQueue[]> => {
      const { queues } = await this.#ask<{ queues: readonly ShownQueue[] }>('GET /queues', call);
      return queues;
    },
    pause: (name: string, call: Call): Promise<ShownQueue> =>
      this.#ask(`POST ${path('queues', name)}/pause`, call),
    resume: (name: string, call: Call): Promise<ShownQueue> =>
      this.#ask(`POST ${path('queues', name)}/resume`, call),
  };

  readonly schedules = {
    list: async (call: Call): Promise<readonly ShownSchedule[]> => {
      const answer = await this.#ask<{ schedules: readonly ShownSchedule[] }>(
        'GET /schedules',
        call,
      );
      return answer.schedules;
    },
    get: (name: string, call: Call): Promise<ShownSchedule> =>
      this.#ask(`GET ${path('schedules', name)}`, call),
    put: (name: string, schedule: object, call: Call): Promise<ShownSchedule> =>
      this.#ask(`PUT ${path('schedules', name)}`, { ...call, body: schedule }),
    delete: async (name: string, call: Call): Promise<void> => {
      await this.#ask(`DELETE ${path('schedules', name)}`, call);
    },
    run: (name: string, call: Call): Promise<WholeJob> =>
      this.#ask(`POST ${path('schedules', name)}/run`, call),
  };

  /** The document of the API says what each call answers. */
  async #ask<Body>(call: string, sent: Parameters<typeof apiRequest>[2]): Promise<Body> {
    return (await apiRequest(this.#server, call, sent)).body as Body;
  }
}

interface Page {
  readonly jobs: readonly ListedJob[];
  readonly cursor?: string;
}

function jobPath(id: string): string {
  return path('jobs', id);
}

function path(folder: string, name: string): string {
  return `/${folder}/${encodeURIComponent(name)}`;
}
