import { describe, expect, it, vi } from 'vitest';
import type { QueueDepth } from '../../../functions/core/queue.ts';
import { openMailbox } from './mailbox.ts';
import type { QueueFixture } from './queue-fixture.ts';

export function describeDepths(made: () => QueueFixture): void {
  const depth = async (name: string) => {
    const depths = await made().queue.depths();
    return depths.find(({ queue }) => queue === name);
  };

  describe('depths', () => {
    it('name every queue once', async () => {
      const depths = await made().queue.depths();

      const names = depths.map(({ queue }) => queue);
      expect(names).toEqual(expect.arrayContaining([...made().names]));
      expect(new Set(names).size).toBe(names.length);
    });

    it('tell what waits, what is delayed and what is in flight', async () => {
      const [name] = made().names;
      const mailbox = openMailbox(made());
      const before = await depth(name);
      const expectMore = (more: Partial<QueueDepth>) =>
        vi.waitFor(async () => expect(difference(await depth(name), before)).toEqual(more), 20_000);

      await mailbox.send(['a', 'b', 'c']);
      await mailbox.send(['d', 'e'], 5);
      await expectMore({ waiting: 3, delayed: 2, inFlight: 0, deadLetters: 0 });

      const taken = await mailbox.take(3);
      await expectMore({ waiting: 0, delayed: 2, inFlight: 3, deadLetters: 0 });

      await mailbox.remove(taken);
      await expectMore({ waiting: 0, delayed: 2, inFlight: 0, deadLetters: 0 });

      await made().advance(5_000);
      await expectMore({ waiting: 2, delayed: 0, inFlight: 0, deadLetters: 0 });
      await mailbox.remove(await mailbox.take(2));
    });

    it('count dead letters', async () => {
      const [name] = made().names;
      const mailbox = openMailbox(made());
      const before = await depth(name);
      await mailbox.send(['poison']);
      for (let i = 0; i < made().receiveLimit; i++) await mailbox.leave(await mailbox.take(1), 0);

      await mailbox.expectNone();

      const more = { waiting: 0, delayed: 0, inFlight: 0, deadLetters: 1 };
      await vi.waitFor(
        async () => expect(difference(await depth(name), before)).toEqual(more),
        20_000,
      );
      await mailbox.remove(await mailbox.take(1, { deadLetters: true }), { deadLetters: true });
    });
  });
}

function difference(after: QueueDepth | undefined, before: QueueDepth | undefined) {
  if (!after || !before) return undefined;
  return {
    waiting: after.waiting - before.waiting,
    delayed: after.delayed - before.delayed,
    inFlight: after.inFlight - before.inFlight,
    deadLetters: after.deadLetters - before.deadLetters,
  };
}
