import { describe, expect, it } from 'vitest';
import { openMailbox } from './mailbox.ts';
import type { QueueFixture } from './queue-fixture.ts';

export function describeDelivery(made: () => QueueFixture): void {
  describe('a delivered message', () => {
    it('says that it is the first delivery', async () => {
      const mailbox = openMailbox(made());
      await mailbox.send(['once']);

      const taken = await mailbox.take(1);

      expect(taken).toMatchObject([{ body: 'once', receiveCount: 1 }]);
      expect(taken[0]?.sentAt).toBeGreaterThan(0);
      await mailbox.remove(taken);
    });

    it('is hidden for the visibility timeout and then comes again, counted', async () => {
      const { visibility, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['twice']);
      const [first] = await mailbox.take(1);

      await advance(visibility / 2);
      await mailbox.expectNone();
      await advance(visibility / 2);
      const again = await mailbox.take(1);

      const { messageId, sentAt } = first ?? {};
      expect(again).toMatchObject([{ body: 'twice', messageId, sentAt, receiveCount: 2 }]);
      expect(again[0]?.receipt).not.toBe(first?.receipt);
      await mailbox.remove(again);
    });

    it('does not come again once it is removed', async () => {
      const { visibility, advance } = made();
      const mailbox = openMailbox(made());
      await mailbox.send(['kept', 'removed']);
      const taken = await mailbox.take(2);

      await mailbox.remove(taken.filter(({ body }) => body === 'removed'));
      await advance(visibility);

      const again = await mailbox.take(1);
      expect(again.map(({ body }) => body)).toEqual(['kept']);
      await mailbox.expectNone();
      await mailbox.remove(again);
    });
  });
}
