import type { JobOf } from '../client/job-types.ts';
import { isJobId, unknownJob } from '../functions/api/job-address.ts';
import { jobText } from '../functions/api/job-text.ts';
import { second } from '../functions/core/duration.ts';
import { isFinal, type JobRecord } from '../functions/core/job-record.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import { getJob, readBodies } from '../functions/core/read-job.ts';
import { waitForJob } from '../functions/core/wait-for-job.ts';
import { createEnqueuer, type Enqueuer, type JobTypes } from '../functions/enqueue/enqueuer.ts';
import { sendToPorts } from '../functions/enqueue/send-to-ports.ts';
import type { LocalWorld } from './local-world.ts';
import { readSettings } from './settings.ts';
import { StartError } from './start-error.ts';
import { startRuntime } from './start-runtime.ts';
import { startServer } from './start-server.ts';

export interface ErrandOptions<Types extends JobTypes> {
  /** What the module of the job types exports. Their code runs from the module that `errand start` would take. */
  readonly jobs: JobRegistry<Types>;
  /** Of the data. One process at a time has it. @default '.errand' */
  readonly folder?: string;
  /** Of the HTTP API and the dashboard, on 127.0.0.1. 0: any that is free. @default - there is no HTTP */
  readonly port?: number;
}

/** A job as the API shows it to a key with all scopes. */
export type LocalJob<Types extends JobTypes> = JobOf<JobRegistry<Types>>;

/**
 * Errand in the program's own process, which is then the only writer of its data. Jobs run in child processes:
 * they neither hold up nor end the program. All are of the tenant `default`, as with the server's own key.
 */
export interface LocalErrand<Types extends JobTypes> extends Enqueuer<Types> {
  /** Rejects with a `Problem` whose code is `unknown-job` if there is none. */
  get(id: string): Promise<LocalJob<Types>>;
  /** The job when it is over, however it ended. Rejects as `get` does, and with the signal's reason. */
  wait(id: string, options?: { readonly signal?: AbortSignal }): Promise<LocalJob<Types>>;
  /** The address of the API, with `/v1`, and its key. None: no port was asked for. */
  readonly http: { readonly url: string; readonly key: string } | undefined;
  /**
   * Lets the jobs under way end or be given back, which takes 12 s at most; without it the process does not
   * end by itself. A program that dies loses no job: the next start goes on with them.
   */
  close(): Promise<void>;
}

const tenant = 'default';
const longestLook = 20 * second;

/** Resolves when jobs can run. The log goes to stdout. Rejects with one line that says what to do if it cannot start. */
export async function startErrand<Types extends JobTypes>({
  jobs,
  folder = '.errand',
  port,
}: ErrandOptions<Types>): Promise<LocalErrand<Types>> {
  const { world, names, http, stop } = await start(folder, port);
  const closed = new AbortController();
  const close = () => {
    closed.abort(new Error(`Errand over the folder '${folder}' was closed`));
    return stop();
  };
  const fault = nameFault(names, Object.keys(jobs.types));
  if (fault !== undefined) {
    await close();
    throw new StartError(fault);
  }
  const look = (id: string) => lookAt<Types>(world, id, closed.signal);
  const send = sendToPorts(world, tenant);
  return {
    ...createEnqueuer({ jobs, now: () => world.clock.now(), send }),
    get: (id) => look(id)({ ms: 0 }),
    async wait(id, { signal } = {}) {
      for (;;) {
        const job = await look(id)({ ms: longestLook, signal });
        if (isFinal(job.status)) return job;
      }
    },
    http,
    close,
  };
}

async function start(folder: string, port: number | undefined) {
  const environment = { ERRAND_DATA: folder, PORT: String(port ?? 0) };
  const settings = readSettings({ environment, args: [], isTerminal: false });
  const output = {
    write: (lines: string) => void process.stdout.write(lines),
    passOn: (text: Uint8Array) => void process.stderr.write(text),
  };
  if (port === undefined) {
    const runtime = await startRuntime(settings, output);
    await runtime.begin();
    return { ...runtime, http: undefined };
  }
  const server = await startServer(settings, output);
  return { ...server, http: { url: `http://127.0.0.1:${server.port}/v1`, key: server.key } };
}

/** Enqueued under a name that the other side does not know, a job would never run. */
function nameFault(bundled: readonly string[], given: readonly string[]): string | undefined {
  if (bundled.toSorted().join() === given.toSorted().join()) return undefined;
  return `Expected the jobs of the project's job module, which are ${bundled.join(', ')}, got ${given.join(', ')}: give what that module exports, or name another one as errand.jobs in package.json`;
}

interface Look {
  /** Milliseconds until when the job's end is waited for. */
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

function lookAt<Types extends JobTypes>(world: LocalWorld, id: string, closed: AbortSignal) {
  return async ({ ms, signal }: Look): Promise<LocalJob<Types>> => {
    const ended = signal === undefined ? closed : AbortSignal.any([closed, signal]);
    ended.throwIfAborted();
    if (!isJobId(id)) throw unknownJob(id);
    const record =
      ms === 0
        ? await getJob(world, { tenant, id })
        : await waitForJob(world, { tenant, id, ms, until: 'end', signal: ended });
    if (record === undefined) throw unknownJob(id);
    if (!isFinal(record.status)) ended.throwIfAborted();
    return shown<Types>(world, record);
  };
}

/** The API's own text, so that both show the same. */
async function shown<Types extends JobTypes>(
  world: LocalWorld,
  record: JobRecord,
): Promise<LocalJob<Types>> {
  return JSON.parse(jobText(record, await readBodies(world, record), ['manage']));
}
