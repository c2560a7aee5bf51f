import { describe, expect, it } from 'vitest';
import { openMailbox } from './mailbox.ts';
import type { QueueFixture } from './queue-fixture.ts';

const bodies = [
  { title: 'short', body: 'x' },
  {
    title: 'JSON with every kind of character',
    body: '{"t":"é漢😀\\u0000\\ufffe\\ud800\\n\\"<&>"}',
  },
  { title: 'with breaks of lines and tabs', body: 'a\tb\nc\r\nd  e\u2028f' },
  { title: '6,500 bytes', body: 'é'.repeat(3_200) },
  { title: '250 KB', body: `${'漢字'.repeat(41_000)}.` },
];

export function describeSend(made: () => QueueFixture): void {
  describe('send', () => {
    it('answers one outcome for each of 25 messages, and delivers them all', async () => {
      const mailbox = openMailbox(made());
      const sent = Array.from({ length: 25 }, (_, i) => `message ${i + 10}`);

      const outcomes = await mailbox.send(sent);

      const taken = await mailbox.take(25);
      expect(outcomes).toEqual(Array(25).fill({ ok: true }));
      expect(taken.map(({ body }) => body)).toEqual(sent);
      expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(25);
      await mailbox.remove(taken);
    });

    it.each(bodies)('delivers a body unchanged: $title', async ({ body }) => {
      const mailbox = openMailbox(made());

      await mailbox.send([body]);

      const taken = await mailbox.take(1);
      expect(taken.map((delivery) => delivery.body === body)).toEqual([true]);
      await mailbox.remove(taken);
    });

    it('sends nothing when there is nothing to send', async () => {
      const outcomes = await openMailbox(made()).send([]);

      expect(outcomes).toEqual([]);
    });

    it('keeps queues apart', async () => {
      const [first, second] = made().names.map((name) => openMailbox(made(), name));

      await first?.send(['for the first']);

      await second?.expectNone();
      const taken = (await first?.take(1)) ?? [];
      expect(taken).toHaveLength(1);
      await first?.remove(taken);
    });

    it('hides a message for as long as its delay', async () => {
      const mailbox = openMailbox(made());
      await mailbox.send(['later'], 3);
      await mailbox.send(['now']);

      const first = await mailbox.take(1);
      await made().advance(1_500);
      await mailbox.expectNone();
      await made().advance(1_500);
      const second = await mailbox.take(1);

      expect([...first, ...second].map(({ body }) => body)).toEqual(['now', 'later']);
      await mailbox.remove([...first, ...second]);
    });
  });
  describeRefusals(made);
}

function describeRefusals(made: () => QueueFixture): void {
  describe('send refuses', () => {
    it.each([901, -1, 1.5])('a delay of %d seconds, and sends none of the rest', async (delay) => {
      const mailbox = openMailbox(made());
      const messages = [mailbox.mark('fine'), mailbox.mark('too long', delay)];

      const sending = made().queue.send(made().names[0], messages);

      await expect(sending).rejects.toThrow(/0 to 900/);
      await expect(sending).rejects.toThrow(String(delay));
      await mailbox.expectNone();
    });

    it('a queue it does not know, and names those it knows', async () => {
      const sending = made().queue.send('no-such-queue', [{ body: 'x', delaySeconds: 0 }]);

      await expect(sending).rejects.toThrow('no-such-queue');
      for (const name of made().names) await expect(sending).rejects.toThrow(name);
    });

    it('one body in the place of its outcome, and delivers its neighbours', async (context) => {
      const { queue, names, refusedBody } = made();
      if (refusedBody === undefined) return context.skip('every body can be sent');
      const mailbox = openMailbox(made());
      const all = Array.from({ length: 25 }, (_, i) => (i === 12 ? refusedBody : `${i + 10}`));

      const outcomes = await queue.send(
        names[0],
        all.map((body) => mailbox.mark(body)),
      );

      expect(outcomes.map(({ ok }) => ok)).toEqual(all.map((_, i) => i !== 12));
      const taken = await mailbox.take(24);
      expect(taken.map(({ body }) => body)).toEqual(all.filter((_, i) => i !== 12));
      await mailbox.remove(taken);
    });
  });
}
