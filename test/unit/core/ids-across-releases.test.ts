import { expect, it } from 'vitest';
import {
  fingerprint,
  idOfChild,
  idOfKey,
  idOfUnreadable,
  idsOfOccurrence,
  timeOrderedId,
} from '../../../functions/core/job-id.ts';

// A key that is used again, a parent that is run again and a time that is planned again meet what another
// release has made: each of these is the same in all of them.

it('makes the same ids in every release', () => {
  const schedule = { tenant: 'acme', name: 'tick', generation: 'g' };

  expect(idOfKey('acme', 'key')).toBe('4a513af0-79c4-80f2-b71a-680e40538852');
  expect(idOfKey('acme', 'key', 2)).toBe('618e0182-d878-8304-be74-1cf1bf70235e');
  expect(idOfChild('parent', { key: 'a' })).toBe('5cb36638-a2b2-8400-b2c8-3bd0ba1d8978');
  expect(idOfChild('parent', { order: 0 })).toBe('cdfa2130-dafc-81c8-a6a7-6c12f74e4ec4');
  expect(idOfUnreadable('default', 'm-1')).toBe('d7f81fb4-837a-87c2-b565-a844b999e92f');
  expect(idsOfOccurrence(schedule, 1_900_000_000_000)).toEqual({
    firedBy: '6a308056-c28a-859c-9a74-d5501a3fecc7',
    jobId: '9298d2ca-4b83-801f-a1b3-beaf95ee19cf',
  });
  expect(timeOrderedId(1_900_000_000_000, () => 0.5)).toBe('01ba60d3-3800-7000-8000-800080008000');
});

it('makes the same fingerprints in every release', () => {
  expect(fingerprint('task', { b: 1, a: [null, 'x'] })).toBe('5ZoyN-fXVDY1KfOf7-r_Ce');
  expect(fingerprint('task', { text: 'ä'.repeat(1_001) })).toBe('Al4eAqz7aj8To6IdDsarll');
});
