import { describe, expect, it } from 'vitest';
import { audit, look } from '../support/faults/audit.ts';
import { finalLines } from '../support/faults/final-lines.ts';
import { kindFor } from '../support/faults/job-kinds.ts';
import { Ledger } from '../support/faults/ledger.ts';
import { faultsOfStarts } from '../support/faults/noted-starts.ts';
import type { ApiCall, ApiJob } from '../support/local-server/api-caller.ts';

const done: ApiJob = {
  id: 'a',
  status: 'succeeded',
  attempt: 1,
  maxAttempts: 3,
  history: [{ status: 'succeeded', at: '', attempt: 1 }],
  createdAt: '',
};

/** A server that knows these jobs. */
function serverWith(...jobs: readonly ApiJob[]): ApiCall {
  return async (request) => {
    const body = request.includes('ids=')
      ? { jobs }
      : { ...jobs.find(({ id }) => request.endsWith(id)) };
    return { status: 200, headers: new Headers(), body };
  };
}

function ledgerWith(...ids: readonly string[]): Ledger {
  const ledger = new Ledger();
  for (const id of ids) {
    ledger.accept(ledger.add({ kind: kindFor(0), key: id, request: {} }), id);
  }
  return ledger;
}

describe('the audit', () => {
  it('finds nothing where every accepted job has one end', async () => {
    const audited = await audit(ledgerWith('a'), serverWith(done), 0);

    expect(audited).toMatchObject({ accepted: 1, final: 1, lost: 0, violations: [] });
  });

  it.each([
    ['a job that is gone', [], 'was accepted and is not there'],
    ['a job that does not end', [{ ...done, status: 'running' }], 'is not over'],
    ['two ends', [{ ...done, history: [...done.history, ...done.history] }], 'has 2 ends'],
    ['one attempt too many', [{ ...done, attempt: 4 }], 'has had 4 of 3 attempts'],
    [
      'an end that the job does not have',
      [{ ...done, status: 'cancelled' }],
      "'quick', is cancelled",
    ],
  ])('finds %s', async (_, jobs, violation) => {
    const audited = await audit(ledgerWith('a'), serverWith(...jobs), 0);

    expect(audited.violations.join('\n')).toContain(violation);
  });

  it('finds an end that becomes another', async () => {
    const ledger = ledgerWith('a');
    await look(ledger, serverWith(done));

    await look(ledger, serverWith({ ...done, status: 'failed' }));

    expect(ledger.violations.join('\n')).toContain('Job a has two outcomes');
  });

  it('finds two jobs of one key', () => {
    const ledger = ledgerWith('a');
    const [entry] = ledger.accepted();

    if (entry !== undefined) ledger.accept(entry, 'b');

    expect(ledger.violations).toEqual(['Key a has made two jobs, a and b']);
  });

  it('finds an attempt that begins twice, and one that is not counted', () => {
    expect(faultsOfStarts('a', 2, [1, 2])).toEqual([]);
    expect(faultsOfStarts('a', 2, [1, 1])).toEqual(['Job a has begun one attempt twice: 1,1']);
    expect(faultsOfStarts('a', 1, [1, 2])).toEqual([
      'Job a has begun attempts 2, its record counts 1',
    ]);
  });

  it('reads the ends in a log, the second one too', () => {
    const id = '0622ab64-91cb-8c2b-aa2e-c01081ed6ae1';

    const lines = finalLines(`Finished job ${id} x=1\nWorking on job ${id}\nFailed job ${id}\n`);

    expect(lines).toEqual(new Map([[id, ['succeeded', 'failed']]]));
  });
});
