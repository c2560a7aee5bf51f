import type { ApiCall, ApiJob } from '../local-server/api-caller.ts';
import { askUntil } from './ask-until.ts';
import type { Entry, Ledger } from './ledger.ts';

const finals = ['succeeded', 'failed', 'cancelled'];

export interface Audit {
  readonly accepted: number;
  readonly final: number;
  /** Accepted, and the server does not know them. */
  readonly lost: number;
  readonly violations: readonly string[];
  /** How many ended as what. */
  readonly ends: Readonly<Record<string, number>>;
}

/** Notes which jobs are over. Returns those that are not, and those that are missing. */
export async function look(ledger: Ledger, call: ApiCall) {
  const open: Entry[] = [];
  const lost: Entry[] = [];
  const jobs = await jobsOf(ledger, call);
  for (const entry of ledger.accepted()) {
    const job = jobs.get(entry.id);
    if (job === undefined) lost.push(entry);
    else if (finals.includes(job.status)) ledger.seeFinal(job.id, outcomeOf(job));
    else open.push(entry);
  }
  return { open, lost };
}

/** Waits for the end of every accepted job, then compares what is recorded with what was promised. */
export async function audit(ledger: Ledger, call: ApiCall, within = 180_000): Promise<Audit> {
  await askUntil(
    'every accepted job to be over',
    async () => {
      // One whose record could not be written is missing until its message is received.
      const { open, lost } = await look(ledger, call);
      return open.length + lost.length === 0 ? true : undefined;
    },
    within,
  ).catch((error: unknown) => ledger.violations.push(String(error)));
  const { open, lost } = await look(ledger, call);
  for (const { id } of lost) ledger.violations.push(`Job ${id} was accepted and is not there`);
  for (const { id } of open) ledger.violations.push(`Job ${id} is not over`);

  const ends: Record<string, number> = {};
  const accepted = ledger.accepted();
  const entries = accepted.values();
  const reader = async () => {
    for (const entry of entries) {
      const { body } = await call(`GET /jobs/${entry.id}`);
      const job = body as unknown as ApiJob;
      if (job.status !== undefined) ends[job.status] = (ends[job.status] ?? 0) + 1;
      ledger.violations.push(...faultsOf(entry, job));
    }
  };
  await Promise.all(Array.from({ length: 16 }, reader));
  const final = accepted.length - open.length - lost.length;
  return {
    accepted: accepted.length,
    final,
    lost: lost.length,
    violations: ledger.violations,
    ends,
  };
}

function faultsOf({ kind, id }: Entry, { status, history, error, attempt, maxAttempts }: ApiJob) {
  if (!finals.includes(status)) return [];
  const faults: string[] = [];
  const outcomes = history.filter((line) => finals.includes(line.status));
  if (outcomes.length !== 1) faults.push(`Job ${id} has ${outcomes.length} ends in its history`);
  if (attempt > maxAttempts) faults.push(`Job ${id} has had ${attempt} of ${maxAttempts} attempts`);
  if (!kind.ends.includes(status) && error?.code !== 'crashed') {
    faults.push(`Job ${id}, '${kind.name}', is ${status}: ${JSON.stringify(error)}`);
  }
  return faults;
}

/** What must not change once it is there. */
function outcomeOf({ status, attempt, finishedAt, error }: ApiJob): string {
  return JSON.stringify({ status, attempt, finishedAt, error });
}

/** A list that is refused for a moment says nothing about the jobs: it is asked for again. */
async function jobsOf(ledger: Ledger, call: ApiCall): Promise<ReadonlyMap<string, ApiJob>> {
  const ids = ledger.accepted().map(({ id }) => id);
  const jobs = new Map<string, ApiJob>();
  for (let start = 0; start < ids.length; start += 100) {
    const page = `GET /jobs?ids=${ids.slice(start, start + 100).join(',')}`;
    const listed = await askUntil('a list of jobs', async () => {
      const answer = await call(page).catch(() => undefined);
      return answer?.status === 200 ? (answer.body.jobs as readonly ApiJob[]) : undefined;
    });
    for (const job of listed) jobs.set(job.id, job);
  }
  return jobs;
}
