import { describe, expect, it } from 'vitest';
import { openMailbox } from './mailbox.ts';
import type { QueueFixture } from './queue-fixture.ts';

export function describeLeave(made: () => QueueFixture): void {
  describe('leave', () => {
    it('lets a message be delivered at once, counted', async () => {
      const mailbox = openMailbox(made());
      await mailbox.send(['back']);

      await mailbox.leave(await mailbox.take(1), 0);

      const again = await mailbox.take(1);
      expect(again).toMatchObject([{ body: 'back', receiveCount: 2 }]);
      await mailbox.remove(again);
    });

    it('lets each of 12 messages be delivered after its time, and no other', async () => {
      const { queue, names, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(Array.from({ length: 13 }, (_, i) => `${i + 10}`));
      const taken = await mailbox.take(13);
      const waits = taken
        .slice(0, 12)
        .map(({ receipt, body }) => ({ receipt, seconds: body === '15' ? 0 : 3 }));

      await queue.leave({ queue: names[0], deadLetters: false }, waits);

      const early = await mailbox.take(1);
      expect(early.map(({ body }) => body)).toEqual(['15']);
      await advance(1_500);
      await mailbox.expectNone();
      await advance(1_500);
      const late = await mailbox.take(11);
      expect(late.map(({ body }) => body)).not.toContain('22');
      expect(late).toHaveLength(11);
      await mailbox.remove([...early, ...late, ...taken.slice(12)]);
    });

    it('takes no notice of receipts that have lapsed', async () => {
      const { visibility, advance, queue, names } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['removed', 'running']);
      const taken = await mailbox.take(2);
      await mailbox.remove(taken.filter(({ body }) => body === 'removed'));
      const waits = taken.map(({ receipt }) => ({ receipt, seconds: 0 }));
      await advance(visibility);
      const again = await mailbox.take(1);

      const leaving = queue.leave({ queue: names[0], deadLetters: false }, waits);

      await expect(leaving).resolves.toBeUndefined();
      await mailbox.remove(again);
    });

    it('leaves nothing when there is nothing to leave', async () => {
      const leaving = openMailbox(made()).leave([], 0);

      await expect(leaving).resolves.toBeUndefined();
    });

    it('refuses a queue it does not know, and names those it knows', async () => {
      const { queue, names } = made();
      const waits = [{ receipt: 'x', seconds: 0 }];

      const leaving = queue.leave({ queue: 'no-such-queue', deadLetters: false }, waits);

      await expect(leaving).rejects.toThrow('no-such-queue');
      for (const name of names) await expect(leaving).rejects.toThrow(name);
    });
  });
  describeNextVisibility(made);
}

function describeNextVisibility(made: () => QueueFixture): void {
  describe('a time given to leave', () => {
    it('may be longer than the visibility timeout', async () => {
      const { visibility, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['much later']);
      const seconds = Math.ceil(visibility / 1_000) + 3;

      await mailbox.leave(await mailbox.take(1), seconds);

      await advance(visibility + 1_000);
      await mailbox.expectNone();
      await advance(2_000);
      const again = await mailbox.take(1);
      expect(again.map(({ body }) => body)).toEqual(['much later']);
      await mailbox.remove(again);
    });

    it('counts for this delivery alone: the next one is hidden for the whole timeout', async () => {
      const { visibility, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['back']);
      await mailbox.leave(await mailbox.take(1), 0);
      const again = await mailbox.take(1);

      await advance(visibility / 2);

      await mailbox.expectNone();
      await mailbox.remove(again);
    });
  });
}
