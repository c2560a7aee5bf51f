import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { type JobView, storyOf } from '../support/flows/job-view.ts';
import { privateTarget } from '../support/flows/private-target.ts';

const target = await privateTarget();
const client = new Client(target);
/**
 * Each of three attempts ends with its function's time, 20 s, at the latest. Where nothing but the
 * visibility timeout tells that a function is gone, the next one begins 50 s after it.
 */
const longest = 300_000;
const timeout = longest * target.patience;

const crashes = [
  ['exits the process', 'exit', 'kills'],
  ['loops for ever', 'loop', 'kills'],
  ['runs out of memory', 'memory', 'limits-memory'],
] as const;

/** Ten jobs that fit one batch. The fifth takes its function along when all have begun. */
function batchWith(outcome: string) {
  const neighbour = (place: number) => ({
    type: 'demo',
    payload: { sleepMs: 400, echo: place },
  });
  const poison = { type: 'demo', payload: { sleepMs: 200, outcome } };
  return Array.from({ length: 10 }, (_, place) => (place === 4 ? poison : neighbour(place)));
}

async function endOf(outcome: string): Promise<readonly [JobView, readonly JobView[]]> {
  const jobs = await client.enqueueMany(batchWith(outcome));
  const ended = await client.waitForAll(jobs, longest);
  const poison = ended[4];
  if (poison === undefined) throw new Error('There is no fifth job');
  return [poison, ended.filter((job) => job !== poison)];
}

describe.concurrent('a job that kills its function', () => {
  for (const [how, outcome, needed] of crashes) {
    const title = `has failed as crashed when it ${how}, and costs each neighbour one attempt at most`;
    it.runIf(target.can.includes(needed))(title, { timeout }, async () => {
      const [poison, neighbours] = await endOf(outcome);

      expect(poison).toMatchObject({
        status: 'failed',
        attempt: 3,
        error: { code: 'crashed', attempt: 3 },
      });
      expect(storyOf(poison)).toBe('queued running running running failed');
      expect(neighbours.map(({ result }) => result)).toEqual(
        [0, 1, 2, 3, 5, 6, 7, 8, 9].map((echo) => ({ echo })),
      );
      expect(Math.max(...neighbours.map(({ attempt }) => attempt))).toBeLessThanOrEqual(2);
    });
  }

  it.runIf(target.can.includes('kills'))(
    'is cancelled if that was asked before it took its function along',
    { timeout },
    async () => {
      const { id } = await client.enqueue({ type: 'demo', payload: { outcome: 'loop' } });
      await client.waitFor(id, 'running');

      const asked = await client.cancel(id);
      const job = await client.waitFor(id, 'cancelled', longest);

      expect(asked.status).toBe(202);
      expect(job).toMatchObject({ attempt: 1, cancelRequestedAt: asked.body.cancelRequestedAt });
      expect(job).not.toHaveProperty('error');
    },
  );
});
