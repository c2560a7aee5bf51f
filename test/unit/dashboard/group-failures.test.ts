import { expect, it } from 'vitest';
import type { ListedJob } from '../../../client/job-shapes.ts';
import { groupFailures } from '../../../dashboard/failures/group-failures.ts';

function failed(id: string, type: string, message: string, minute = 0): ListedJob {
  const at = `2030-01-31T12:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    id,
    type,
    queue: 'default',
    status: 'failed',
    attempt: 3,
    maxAttempts: 3,
    createdAt: at,
    finishedAt: at,
    tags: [],
    error: { code: 'threw', name: 'Error', message, attempt: 3, at },
  };
}

it('puts together what failed alike, whatever the ids and numbers in its message', () => {
  const groups = groupFailures([
    failed('a', 'mail', 'User 42 is gone', 1),
    failed('b', 'mail', 'User 7 is gone', 2),
    failed('c', 'mail', 'No answer from 01985a3e-7c1d-7a52-9c3f-2b6d1e8f4a70'),
    failed('d', 'mail', 'No answer from 02985a3e-aaaa-7a52-9c3f-2b6d1e8f4a71'),
    failed('e', 'mail', 'No answer from 02985a3e-aaaa-7a52-9c3f-2b6d1e8f4a72'),
    failed('f', 'sync', 'User 42 is gone'),
  ]);

  expect(groups.map(({ type, jobs }) => [type, jobs.length])).toEqual([
    ['mail', 3],
    ['mail', 2],
    ['sync', 1],
  ]);
});

it('shows of a group the latest message, and its jobs latest first', () => {
  const [group] = groupFailures([
    failed('a', 'mail', 'User 42 is gone', 1),
    failed('b', 'mail', 'User 7 is gone', 9),
  ]);

  expect(group?.message).toBe('User 7 is gone');
  expect(group?.jobs.map(({ id }) => id)).toEqual(['b', 'a']);
});

it('knows what to do with a job whose error was erased', () => {
  const { error: _, ...erased } = failed('a', 'mail', '');

  expect(groupFailures([erased])).toMatchObject([{ code: 'unknown', message: '' }]);
});
