import { expect, it } from 'vitest';
import { jobTable } from '../../../../cli/jobs/job-table.ts';
import { shownJob } from '../../../support/cli/shown-job.ts';

const now = () => Date.UTC(2030, 0, 1);
const plain = { now, colours: false };

const error = {
  code: 'threw',
  name: 'Error',
  message: 'no answer',
  attempt: 1,
  at: '2029-12-31T23:59:30.000Z',
} as const;

it.each([
  [shownJob(), '0/3      1m ago'],
  [
    shownJob({ status: 'scheduled', runAt: '2030-01-01T03:00:00.000Z' }),
    '0/3      1m ago         in 3h',
  ],
  [
    shownJob({ status: 'running', attempt: 1, startedAt: '2029-12-31T23:59:58.000Z' }),
    '1/3      1m ago   2s',
  ],
  [
    shownJob({
      status: 'running',
      attempt: 1,
      startedAt: '2029-12-31T23:59:58.000Z',
      cancelRequestedAt: '2029-12-31T23:59:59.000Z',
      progress: { fraction: 0.429, note: 'row 3', at: '2029-12-31T23:59:59.000Z' },
    }),
    'cancel requested, 42% row 3',
  ],
  [
    shownJob({ status: 'retrying', attempt: 1, runAt: '2030-01-01T00:00:10.000Z', error }),
    'in 10s: threw: no answer',
  ],
  [shownJob({ status: 'failed', attempt: 3, error }), 'threw: no answer'],
  [
    shownJob({
      status: 'succeeded',
      attempt: 1,
      startedAt: '2029-12-31T23:59:30.000Z',
      finishedAt: '2029-12-31T23:59:30.250Z',
    }),
    '1/3      1m ago   250ms',
  ],
])('shows a job that is $status', (job, part) => {
  const [, row = ''] = jobTable([job], plain).split('\n');

  expect(row).toContain(job.status);
  expect(row.replace(/ +/g, ' ')).toContain(part.replace(/ +/g, ' '));
});

it('has colours by status', () => {
  const table = jobTable([shownJob({ status: 'failed' })], { now, colours: true });

  expect(table).toContain('\u001b[31mfailed\u001b[39m');
});

it('keeps a long remark on the line of the terminal', () => {
  const job = shownJob({ status: 'failed', error: { ...error, message: 'long '.repeat(50) } });

  const lines = jobTable([job], { ...plain, columns: 80 })
    .trimEnd()
    .split('\n');

  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  expect(lines[1]).toHaveLength(80);
});
