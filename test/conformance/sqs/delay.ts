import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { withScratchQueue } from './scratch-queue.ts';

const delays = [1, 2, 3, 5];

interface Arrival {
  readonly delay: number;
  /** Seconds from before it was sent until it was received; undefined if it was not. */
  readonly after: number | undefined;
}

const arrivals = experiment((world) =>
  withScratchQueue(world, {}, async (queue): Promise<readonly Arrival[]> => {
    const sentAt = new Map<number, number>();
    for (const delay of delays) {
      sentAt.set(delay, performance.now());
      await queue.send([String(delay)], delay);
    }
    const end = performance.now() + 20_000;
    const after = new Map<number, number>();
    while (after.size < delays.length && performance.now() < end) {
      const messages = await queue.receiveOnce();
      for (const delay of messages.map(({ Body }) => Number(Body))) {
        after.set(delay, (performance.now() - (sentAt.get(delay) ?? 0)) / 1_000);
      }
    }
    return delays.map((delay) => ({ delay, after: after.get(delay) }));
  }),
);

export const delayBehaviours: readonly Behaviour[] = [
  {
    name: 'A message with DelaySeconds is not delivered early',
    needed: 'speed',
    upholds:
      'Delays and retries of up to 15 minutes. The claim refuses a job before its time, so an early message only costs a receive more.',
    async check(world) {
      const early = (await arrivals(world)).filter(({ delay, after = delay }) => after < delay);
      return early.length === 0 ? holds : deviates(early.map(told).join(', '));
    },
  },
  {
    name: 'A message with DelaySeconds is delivered within 2 s after its delay',
    needed: 'speed',
    upholds: 'That a delayed job starts on the second.',
    async check(world) {
      const late = (await arrivals(world)).filter(
        ({ delay, after }) => after === undefined || after > delay + 2,
      );
      return late.length === 0 ? holds : deviates(late.map(told).join(', '));
    },
  },
];

function told({ delay, after }: Arrival): string {
  return `${delay} s: ${after === undefined ? 'not within 20 s' : `after ${after.toFixed(2)} s`}`;
}
