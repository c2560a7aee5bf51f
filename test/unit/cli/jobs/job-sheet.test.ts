import { expect, it } from 'vitest';
import { jobSheet } from '../../../../cli/jobs/job-sheet.ts';
import { shownJob } from '../../../support/cli/shown-job.ts';

const look = { now: () => Date.UTC(2030, 0, 1), colours: false };

it('shows what there is of a job and nothing else', () => {
  const sheet = jobSheet(shownJob(), look);

  expect(sheet).toBe(
    [
      'Id       01985a3e',
      'Type     demo on queue demo',
      'Status   queued',
      'Attempt  0 of 3',
      'Created  2029-12-31 23:59:00 UTC (1m ago)',
      'Payload  {',
      '           "echo": 1',
      '         }',
      'History  2029-12-31 23:59:00 UTC  queued',
      '',
    ].join('\n'),
  );
});

it('shows error and stack of a job that failed', () => {
  const sheet = jobSheet(
    shownJob({
      status: 'failed',
      attempt: 1,
      startedAt: '2029-12-31T23:59:01.000Z',
      finishedAt: '2029-12-31T23:59:02.500Z',
      error: {
        code: 'threw',
        name: 'TypeError',
        message: 'it is\nundefined',
        attempt: 1,
        at: '2029-12-31T23:59:02.500Z',
        stack: 'TypeError: it is\nundefined\n    at run (demo.ts:3:7)\n    at all (work.ts:1:1)',
      },
    }),
    look,
  );

  expect(sheet).toContain('Finished  2029-12-31 23:59:02 UTC (57s ago), took 1.5s\n');
  expect(sheet).toContain(
    [
      'Error     threw in attempt 1: TypeError: it is',
      '          undefined',
      '              at run (demo.ts:3:7)',
      '              at all (work.ts:1:1)',
      '',
    ].join('\n'),
  );
});

it('shows a result of null, and none of a job that has none', () => {
  const succeeded = jobSheet(shownJob({ status: 'succeeded', result: null }), look);

  expect(succeeded).toContain('Result   null\n');
  expect(jobSheet(shownJob(), look)).not.toContain('Result');
});

it('lets no text of a job steer the terminal', () => {
  const sheet = jobSheet(
    shownJob({
      tags: ['a\u001b[2J'],
      payload: { '\u009b': '\u202e' },
      progress: { fraction: 0.5, note: '\u0007', at: '2029-12-31T23:59:00.000Z' },
      status: 'failed',
      error: {
        code: 'threw',
        name: '\u001b',
        message: '\u001b]0;title\u0007',
        attempt: 1,
        at: '2029-12-31T23:59:00.000Z',
        stack: '  at \u001b[31m',
      },
    }),
    look,
  );

  expect(sheet).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});
