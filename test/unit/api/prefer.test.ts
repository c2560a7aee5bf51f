import { describe, expect, it } from 'vitest';
import { preferredWait } from '../../../functions/api/prefer.ts';
import { eventOf } from './api-world.ts';

function waitOf(prefer: string, longest = 20_000) {
  return preferredWait(eventOf('GET', '/jobs/a', { headers: { prefer } }), longest);
}

describe('preferredWait', () => {
  it.each([
    ['wait=10', 10],
    ['Wait = 10', 10],
    ['wait="10"', 10],
    ['respond-async, wait=7', 7],
    ['wait=7; why="so", respond-async', 7],
    ['wait=0', 0],
    ['wait=21', 20],
    ['wait=999999999', 20],
  ])('reads %j as %i s', (prefer, seconds) => {
    expect(waitOf(prefer)).toEqual({
      ms: seconds * 1_000,
      headers: { 'Preference-Applied': `wait=${seconds}` },
    });
  });

  it.each(['', 'wait', 'wait=', 'wait=-1', 'wait=1.5', 'wait=10s', 'await=10', 'wait=10 20'])(
    'ignores %j',
    (prefer) => {
      expect(waitOf(prefer)).toBeUndefined();
    },
  );

  it('promises whole seconds only', () => {
    expect(waitOf('wait=20', 4_900)?.headers).toEqual({ 'Preference-Applied': 'wait=4' });
  });
});
