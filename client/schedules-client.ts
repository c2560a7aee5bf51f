import type { JobRegistry } from '../functions/core/job-registry.ts';
import type { Missed, Overlap } from '../functions/core/schedule.ts';
import { callApi } from './call-api.ts';
import type { CallOptions, Connection, OnceOptions } from './connection.ts';
import type { JobOf, NameOf, PayloadOf } from './job-types.ts';
import { randomKey } from './random-key.ts';
import type { ListedSchedule, Schedule } from './schedule-shapes.ts';

type Timing =
  /** Five or six fields, in `timeZone`: an IANA name, UTC if there is none. */
  { readonly cron: string; readonly timeZone?: string } | { readonly every: string };

interface Rules {
  /** What happens at a time at which the job before is not over. @default 'skip' */
  readonly overlap?: Overlap;
  /** Which of the times run that passed while nothing could. @default 'latest' */
  readonly missed?: Missed;
  readonly paused?: boolean;
}

/** What a schedule is put as. */
export type NewSchedule<Jobs extends JobRegistry> = Rules &
  Timing &
  {
    readonly [Name in NameOf<Jobs>]: {
      readonly type: Name;
      readonly payload: PayloadOf<Jobs, Name>;
    };
  }[NameOf<Jobs>];

/** The schedules of a tenant. */
export class SchedulesClient<Jobs extends JobRegistry = JobRegistry> {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(options?: CallOptions): Promise<readonly ListedSchedule[]> {
    const { body } = await callApi(this.#connection, 'GET /schedules', options);
    return (body as { schedules: readonly ListedSchedule[] }).schedules;
  }

  async get(name: string, options?: CallOptions): Promise<Schedule> {
    return (await callApi(this.#connection, `GET ${pathOf(name)}`, options)).body as Schedule;
  }

  /** Makes it, or changes all of it. */
  async put(
    name: string,
    schedule: NewSchedule<Jobs>,
    options: CallOptions = {},
  ): Promise<Schedule> {
    const sent = { ...options, body: schedule };
    return (await callApi(this.#connection, `PUT ${pathOf(name)}`, sent)).body as Schedule;
  }

  async delete(name: string, options: CallOptions = {}): Promise<void> {
    await callApi(this.#connection, `DELETE ${pathOf(name)}`, { ...options, deletes: true });
  }

  /** Starts a job of it now, also while it is paused. */
  async run(
    name: string,
    { idempotencyKey = randomKey(), ...options }: OnceOptions = {},
  ): Promise<JobOf<Jobs>> {
    const sent = { ...options, headers: { 'Idempotency-Key': idempotencyKey } };
    return (await callApi(this.#connection, `POST ${pathOf(name)}/run`, sent)).body as JobOf<Jobs>;
  }
}

function pathOf(name: string): string {
  return `/schedules/${encodeURIComponent(name)}`;
}
