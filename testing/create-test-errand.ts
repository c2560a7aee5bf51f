import { cancelJob } from '../functions/core/cancel.ts';
import type { JobType } from '../functions/core/define-job.ts';
import { type Duration, milliseconds } from '../functions/core/duration.ts';
import { isFinal, type JobRecord } from '../functions/core/job-record.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import { syncSchedules } from '../functions/core/sync-schedules.ts';
import {
  createEnqueuer,
  type Enqueuer,
  type InputOf,
  type JobTypes,
} from '../functions/enqueue/enqueuer.ts';
import { sendToPorts } from '../functions/enqueue/send-to-ports.ts';
import { jobOfRecord, type TestJob } from './job-of-record.ts';
import { Platform, schedulePorts } from './platform.ts';
import { WatchedCode } from './watched-code.ts';
import type { LogLine } from './world/collected-log.ts';
import { createWorld } from './world/create-world.ts';

export interface TestErrandOptions {
  /** What the clock shows at first. @default the beginning of 2030, in UTC */
  readonly now?: Date;
  /** Whose jobs they are. @default 'default' */
  readonly tenant?: string;
  /** Of all that is random, such as the exact waits before retries. Same seed, same numbers. @default 1 */
  readonly seed?: number;
}

type ResultOf<Type extends JobType> = NonNullable<Type['~types']>['result'];

/** A job of one of the types. */
export type TestJobOf<Types extends JobTypes> = {
  readonly [Name in keyof Types & string]: TestJob<
    Name,
    InputOf<Types[Name]>,
    ResultOf<Types[Name]>
  >;
}[keyof Types & string];

/**
 * Runs job types in memory, by the protocol that runs them elsewhere: payloads are checked, attempts retried,
 * schedules fire. Time is the test's own. It stands still while a job's code runs, and moves only by `advance`
 * and `drain`; so does everything else: a job that was enqueued has not started until one of them is called.
 */
export interface TestErrand<Types extends JobTypes> extends Enqueuer<Types> {
  now(): Date;
  /** Runs all that is due, then moves the clock and runs what becomes due on the way, schedules as well. */
  advance(by: Duration): Promise<void>;
  /**
   * Moves the clock until every job is over, retries and what the jobs enqueue included. Schedules fire on the
   * way, and are not waited for. Rejects once there are more than 2,000 jobs, which would be without end.
   */
  drain(): Promise<void>;
  /** Every job there is, the first enqueued first. */
  jobs(): readonly TestJobOf<Types>[];
  /** Throws if there is none with this id. */
  job(id: string): TestJobOf<Types>;
  /** The jobs of one type, whoever enqueued them: the test, another job or a schedule. */
  enqueued<Name extends keyof Types & string>(
    type: Name,
  ): readonly Extract<TestJobOf<Types>, { readonly type: Name }>[];
  /** As `POST /jobs/{id}/cancel`. A job that waits never starts. */
  cancel(id: string): Promise<void>;
  /** What was logged, by the jobs and about them. */
  readonly log: readonly LogLine[];
}

/** Jobs that one `drain` may have to do with. */
const mostJobs = 2_000;

export function createTestErrand<Types extends JobTypes>(
  jobs: JobRegistry<Types>,
  { now, tenant = 'default', seed = 1 }: TestErrandOptions = {},
): TestErrand<Types> {
  const start = now === undefined ? {} : { start: now.getTime() };
  const world = createWorld({ queues: jobs.queues, seed, ...start });
  const { clock, store, ports } = world;
  const platform = new Platform(world, jobs, new WatchedCode());
  const send = sendToPorts(ports, tenant);
  let isBegun = false;

  /** Before time passes for the first time, as the first run of the scheduler does. */
  async function begin(): Promise<void> {
    if (!isBegun) await syncSchedules(schedulePorts(ports), jobs);
    isBegun = true;
  }

  function isDrained(): boolean {
    const own = records();
    if (own.length <= mostJobs) return own.every(({ status }) => isFinal(status));
    throw new Error(
      `There are ${own.length} jobs, as if they enqueued each other without end: use advance`,
    );
  }

  function records(): readonly JobRecord[] {
    return store.all().filter(({ type }) => Object.hasOwn(jobs.types, type));
  }

  function all(): readonly TestJobOf<Types>[] {
    // The registry says which types there are, and the records are of these.
    return records().map((record) => jobOfRecord(store, record) as TestJobOf<Types>);
  }

  return {
    ...createEnqueuer({ jobs, now: () => clock.now(), send }),
    now: () => new Date(clock.now()),
    async advance(by) {
      await begin();
      await platform.passUntil(clock.now() + milliseconds(by));
      // What is due at the very end is due.
      await platform.schedule();
      await platform.runMessages();
    },
    async drain() {
      await begin();
      await platform.drain(isDrained);
    },
    jobs: all,
    job(id) {
      const found = all().find((job) => job.id === id);
      if (found !== undefined) return found;
      throw new Error(`There is no job '${id}'`);
    },
    enqueued<Name extends keyof Types & string>(type: Name) {
      return all().filter(
        (job): job is Extract<TestJobOf<Types>, { readonly type: Name }> => job.type === type,
      );
    },
    async cancel(id) {
      const { outcome } = await cancelJob(ports, { tenant, id });
      if (outcome === 'missing') throw new Error(`There is no job '${id}'`);
      if (outcome === 'over') throw new Error(`Job '${id}' is over, and cannot be cancelled`);
    },
    log: world.log,
  };
}
