import { describe, expect, it } from 'vitest';
import { type Mailbox, openMailbox } from './mailbox.ts';
import type { QueueFixture } from './queue-fixture.ts';

const deadLetters = { deadLetters: true };

export function describeDeadLetters(made: () => QueueFixture): void {
  describe('a message that has reached the receive limit', () => {
    it('moves to the dead-letter queue, not before', async () => {
      const mailbox = openMailbox(made());
      await mailbox.send(['poison']);

      const counts = await receiveOften(mailbox, made().receiveLimit);

      expect(counts).toEqual(Array.from({ length: made().receiveLimit }, (_, i) => i + 1));
      await mailbox.expectNone();
      const dead = await mailbox.take(1, deadLetters);
      expect(dead.map(({ body }) => body)).toEqual(['poison']);
      await mailbox.expectNone();
      await mailbox.remove(dead, deadLetters);
    });

    it('can be left in the dead-letter queue, and removed from it', async () => {
      const { receiveLimit, queue, names, visibility, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['poison']);
      await receiveOften(mailbox, receiveLimit);
      await mailbox.expectNone();
      const [dead] = await mailbox.take(1, deadLetters);

      const wait = { receipt: dead?.receipt ?? '', seconds: 0 };
      await queue.leave({ queue: names[0], ...deadLetters }, [wait]);

      const again = await mailbox.take(1, deadLetters);
      expect(again.map(({ body }) => body)).toEqual(['poison']);
      await mailbox.remove(again, deadLetters);
      await advance(visibility);
      await mailbox.expectNone(deadLetters);
      await mailbox.expectNone();
    });
  });
}

/** Receives the one message so many times, leaves it each time, and answers its receive counts. */
async function receiveOften(mailbox: Mailbox, times: number): Promise<readonly number[]> {
  const counts: number[] = [];
  while (counts.length < times) {
    const taken = await mailbox.take(1);
    counts.push(...taken.map(({ receiveCount }) => receiveCount));
    await mailbox.leave(taken, 0);
  }
  return counts;
}
