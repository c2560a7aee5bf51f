import { demoJobs, keyItem } from '../handlers/demo-jobs.ts';
import { batchEvent, postEvent } from '../handlers/events.ts';
import type { FunctionName } from '../handlers/handler-of.ts';
import type { StandIn } from '../stand-in/start-stand-in.ts';
import type { BuiltFunction } from './build-function.ts';
import { type ColdStart, startFunction } from './start-function.ts';

export interface MeasuredFunction extends BuiltFunction {
  /** One for each round. */
  readonly starts: readonly ColdStart[];
}

/**
 * Round by round, in another order each time, so that what else the machine does meets all alike: the first after a
 * pause is slower than the next.
 */
export async function measureStarts(
  built: readonly BuiltFunction[],
  rounds: number,
  standIn: StandIn,
): Promise<readonly MeasuredFunction[]> {
  const measured = built.map((each) => ({ ...each, starts: [] as ColdStart[] }));
  for (let round = 0; round < rounds; round += 1) {
    const order = measured.map((_, place) => (place + round) % measured.length);
    for (const place of order) {
      const one = measured[place];
      if (one === undefined) continue;
      const event = await prepare(one.name, standIn);
      one.starts.push(await startFunction({ ...one, event }, standIn.url));
    }
  }
  return measured;
}

/** One job: what most environments are started for. */
async function prepare(name: FunctionName, standIn: StandIn): Promise<unknown> {
  const jobs = demoJobs([{}]);
  switch (name) {
    case 'api':
      await standIn.put([keyItem]);
      return postEvent({ type: 'demo', payload: {} });
    case 'worker':
      await standIn.put(jobs.map(({ item }) => item));
      return batchEvent(jobs);
    case 'dead-letter':
      await standIn.put(jobs.map(({ item }) => item));
      return batchEvent(jobs, '-dead');
    case 'scheduler':
      // The run for the first shard looks at the schedules as well.
      return { shard: 1 };
  }
}
