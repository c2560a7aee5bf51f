import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from './contender.ts';

export interface Load {
  /** Of the bulk part. */
  readonly jobs: number;
  /** One after the other. */
  readonly lightJobs: number;
  /** Calls at once in the bulk part: each makes its next one when the one before is answered. */
  readonly callers: number;
}

export interface Measured {
  /** Milliseconds from the call that enqueues a job until a caller who asks each millisecond sees it done. */
  readonly latencies: readonly number[];
  readonly enqueuesPerSecond: number;
  /** From the first call that enqueues until every job is known to be done. */
  readonly jobsPerSecond: number;
  readonly lookUpsPerSecond: number;
}

/** Whatever a store puts off until there is a pause is no longer under way then. */
const afterWarmUp = 1_000;
/** So that nothing ever waits for anything else at light load. */
const betweenJobs = 20;
/** The last ones enqueued, which are asked about until they are done before all are. */
const last = 100;
const longestRun = 240_000;

/** Rejects unless every job is done in time. */
export async function measureContender(contender: Contender, load: Load): Promise<Measured> {
  await measureBulk(contender, { ...load, jobs: Math.ceil(load.jobs / 10) });
  await pause(afterWarmUp);
  const latencies = await measureLight(contender, load.lightJobs);
  return { latencies, ...(await measureBulk(contender, load)) };
}

async function measureLight(contender: Contender, jobs: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let job = 0; job < jobs; job += 1) {
    const started = performance.now();
    const id = await contender.enqueue();
    await untilDone(contender, id, 1);
    times.push(performance.now() - started);
    await pause(betweenJobs);
  }
  return times;
}

async function measureBulk(
  contender: Contender,
  { jobs, callers }: Load,
): Promise<Omit<Measured, 'latencies'>> {
  const ids: string[] = [];
  const started = performance.now();
  await atOnce(callers, jobs, async () => void ids.push(await contender.enqueue()));
  const enqueued = performance.now();
  for (const id of ids.slice(-last)) await untilDone(contender, id, 5);
  const seen = performance.now();

  const late: string[] = [];
  await atOnce(callers, jobs, async (place) => {
    const id = ids[place];
    if (id !== undefined && !(await contender.isDone(id))) late.push(id);
  });
  const lookedUp = performance.now();
  for (const id of late) await untilDone(contender, id, 1);
  const done = late.length === 0 ? seen : performance.now();
  const perSecond = (from: number, to: number) => (jobs / (to - from)) * 1_000;
  return {
    enqueuesPerSecond: perSecond(started, enqueued),
    jobsPerSecond: perSecond(started, done),
    lookUpsPerSecond: perSecond(seen, lookedUp),
  };
}

async function untilDone(contender: Contender, id: string, every: number): Promise<void> {
  const deadline = performance.now() + longestRun;
  while (!(await contender.isDone(id))) {
    if (performance.now() > deadline) throw new Error(`Job ${id} was not done in time`);
    await pause(every);
  }
}

async function atOnce(
  callers: number,
  count: number,
  call: (place: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const callSome = async () => {
    while (next < count) {
      const place = next;
      next += 1;
      await call(place);
    }
  };
  await Promise.all(Array.from({ length: callers }, callSome));
}
