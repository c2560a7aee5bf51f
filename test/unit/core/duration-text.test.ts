import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../functions/core/duration.ts';
import { durationText } from '../../../functions/core/duration-text.ts';

describe('durationText', () => {
  it('writes what parseDuration reads', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 1_000, 60_000, 86_400_000), (amount, unit) => {
        expect(parseDuration(durationText(amount * unit))).toBe(amount * unit);
      }),
    );
  });

  it.each([
    [0, '0ms'],
    [1_500, '1500ms'],
    [90_000, '90s'],
    [120_000, '2m'],
    [10_800_000, '3h'],
    [604_800_000, '7d'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
