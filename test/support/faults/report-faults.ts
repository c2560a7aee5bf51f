import type { ApiCall } from '../local-server/api-caller.ts';
import { type Audit, audit } from './audit.ts';
import { finalLines } from './final-lines.ts';
import type { Ledger } from './ledger.ts';
import { faultsOfStarts } from './noted-starts.ts';
import { repeatAll } from './run-load.ts';
import type { Stage } from './stage.ts';

/** The figures of a run on the local server. */
export interface FaultReport extends Omit<Audit, 'violations'> {
  readonly seed: number;
  /** Attempts of jobs that have begun. */
  readonly starts: number;
  /** Requests that had to be sent again, by the status of the answer; `none`: there was no answer. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Jobs with more than one end, in the record, in the log, or from one look to the next. */
  readonly twoOutcomes: number;
  readonly violations: readonly string[];
  readonly seconds: number;
}

export interface Finished {
  readonly seed: number;
  /** `performance.now()` at its start. */
  readonly since: number;
  readonly stage: Stage;
  readonly ledger: Ledger;
  readonly call: ApiCall;
}

/** Waits for all accepted jobs and holds records, log and starts against the ledger. */
export async function reportFaults(run: Finished): Promise<FaultReport> {
  const { seed, since, stage, ledger, call } = run;
  await repeatAll(ledger, call);
  const { violations, ...audited } = await audit(ledger, call);
  const starts = stage.starts();
  const lines = finalLines(stage.log());
  const found: string[] = [...violations];
  // Nothing that was sent is wrong, and neither is the program.
  const expected = ['none', '404', '503'];
  const wrong = [...ledger.refusals.keys()].filter((status) => !expected.includes(status));
  if (wrong.length > 0) found.push(`Requests were answered ${wrong.join(', ')} in place of 503`);
  let twoOutcomes = violations.filter((text) =>
    /two outcomes|ends in its history/.test(text),
  ).length;
  for (const { id } of ledger.accepted()) {
    const { body } = await call(`GET /jobs/${id}`);
    found.push(...faultsOfStarts(id, Number(body.attempt), starts.get(id)));
    const ends = lines.get(id) ?? [];
    // A kill may come between the commit and the line.
    if (ends.length > 1 || (ends.length === 1 && ends[0] !== body.status)) {
      twoOutcomes += 1;
      found.push(`Job ${id} is ${body.status}, and the log says ${ends.join(', ')}`);
    }
  }
  return {
    seed,
    ...audited,
    starts: [...starts.values()].reduce((sum, attempts) => sum + attempts.length, 0),
    refusals: Object.fromEntries(ledger.refusals),
    twoOutcomes,
    violations: found,
    seconds: Math.round((performance.now() - since) / 1_000),
  };
}
