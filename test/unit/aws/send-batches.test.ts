import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, sendBatches } from '../../../functions/aws/send-batches.ts';

function entriesOf(bodies: readonly string[]): readonly Entry[] {
  return bodies.map((body, place) => ({ place, message: { body, delaySeconds: 0 } }));
}

function bytesOf(batch: readonly Entry[]): number {
  return batch.reduce((sum, { message }) => sum + Buffer.byteLength(message.body), 0);
}

describe('batches', () => {
  it('keep all messages in their order, at most ten and so many bytes at once', () => {
    const property = fc.property(fc.array(fc.string({ unit: 'grapheme' })), (bodies) => {
      const longest = Math.max(40, ...bodies.map((body) => Buffer.byteLength(body)));

      const batches = sendBatches(entriesOf(bodies), longest);

      expect(batches.flat().map(({ message }) => message.body)).toEqual(bodies);
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(10);
        expect(bytesOf(batch)).toBeLessThanOrEqual(longest);
      }
    });

    fc.assert(property);
  });

  it('are as few as ten to a batch allow', () => {
    const batches = sendBatches(entriesOf(Array(25).fill('x')), 1_000);

    expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  it('count bytes, not characters', () => {
    const batches = sendBatches(entriesOf(['漢', '漢', '漢']), 6);

    expect(batches.map(({ length }) => length)).toEqual([2, 1]);
  });
});
