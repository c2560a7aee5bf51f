import { minute } from '../../functions/core/duration.ts';
import { type BudgetWorld, batchSize } from '../budget/budget-world.ts';
import type { Gateway } from './cost-of.ts';

/** A way in which jobs come to their end. */
export interface Flow {
  readonly name: string;
  readonly gateway: Gateway;
  /** Dollars for a million jobs. */
  readonly target?: number;
  /** Jobs are a multiple of a hundred. Answers how many bytes the callers were sent. */
  run(world: BudgetWorld, jobs: number): Promise<number>;
}

const demo = { type: 'demo', payload: {} };

export const flows: readonly Flow[] = [
  { name: 'single', gateway: 'rest', target: 6.85, run: bulk(1) },
  { name: 'single, batches of 100', gateway: 'rest', target: 6.85, run: bulk(1, 100) },
  { name: 'single, HTTP API', gateway: 'http', target: 4.4, run: bulk(1) },
  { name: 'bulk of 25', gateway: 'rest', run: bulk(25) },
  { name: 'bulk of 100', gateway: 'rest', target: 2.75, run: bulk(100) },
  { name: 'bulk of 100, batches of 100', gateway: 'rest', target: 2.75, run: bulk(100, 100) },
  { name: 'retried once', gateway: 'rest', run: retryOnce },
  { name: 'scheduled', gateway: 'rest', run: schedule },
  { name: 'waited for', gateway: 'rest', run: waitFor },
];

/** So many jobs a request: one is no array. */
function bulk(size: number, batch = batchSize): Flow['run'] {
  const body = size === 1 ? demo : Array.from({ length: size }, () => demo);
  return async (world, jobs) => {
    const answered = await post(world, jobs / size, body);
    await workOff(world, jobs, batch);
    return answered;
  };
}

/** The first attempt fails, the second succeeds. */
async function retryOnce(world: BudgetWorld, jobs: number): Promise<number> {
  const payload = { failures: 1, retryInMs: 0 };
  const answered = await post(world, jobs, { ...demo, payload });
  await workOff(world, 2 * jobs);
  return answered;
}

/** Too far away for a message, so it waits in the due index. */
async function schedule(world: BudgetWorld, jobs: number): Promise<number> {
  const answered = await post(world, jobs, { ...demo, delay: '20m' });
  world.advance(20 * minute);
  await world.runScheduler();
  await workOff(world, jobs);
  return answered;
}

/**
 * As many callers at once as a batch has jobs, who wait for it. It is over when each of them has looked twice
 * and paused twice: that is 50 to 125 ms after the job was accepted.
 */
async function waitFor(world: BudgetWorld, jobs: number): Promise<number> {
  let answered = 0;
  for (let batch = 0; batch < jobs / batchSize; batch += 1) {
    const [allWait, isOver] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let pauses = 0;
    world.whenPausing(async () => {
      pauses += 1;
      if (pauses === 2 * batchSize) allWait.resolve();
      if (pauses > batchSize) await isOver.promise;
    });
    const posts = Array.from({ length: batchSize }, () => world.post(demo, { Prefer: 'wait=5' }));
    await Promise.race([allWait.promise, Promise.all(posts)]);
    await world.workOffBatch();
    isOver.resolve();
    for (const { statusCode, body } of await Promise.all(posts)) {
      if (statusCode !== 200) throw new Error('A caller waited in vain for the end of its job');
      answered += Buffer.byteLength(body);
    }
  }
  return answered;
}

async function post(world: BudgetWorld, times: number, body: unknown): Promise<number> {
  let answered = 0;
  for (let time = 0; time < times; time += 1) {
    const result = await world.post(body);
    answered += Buffer.byteLength(result.body);
  }
  return answered;
}

async function workOff(world: BudgetWorld, messages: number, batch = batchSize): Promise<void> {
  for (let done = 0; done < messages; done += batch) await world.workOffBatch(batch);
}
