import type { JobAddress } from './cancel.ts';
import { second } from './duration.ts';
import { isFinal, type JobRecord } from './job-record.ts';
import type { Ports } from './ports.ts';
import { getJob } from './read-job.ts';

/** Resolves when the record is written, if this process can know it, or after `ms`. */
export type Changed = (id: string, ms: number, signal?: AbortSignal) => Promise<void>;

export interface JobWait extends JobAddress {
  /** Milliseconds; 0 looks once. */
  readonly ms: number;
  /** The job's end, or any version but this one. */
  readonly until: 'end' | { readonly not: string };
  readonly signal?: AbortSignal;
}

/** The job when what was waited for has come, or as it is when the time is over. */
export async function waitForJob(
  ports: Ports & { readonly changed?: Changed },
  wait: JobWait,
): Promise<JobRecord | undefined> {
  const { clock, changed = (_, ms, signal) => clock.wait(ms, signal) } = ports;
  const over = new AbortController();
  const ended = AbortSignal.any([over.signal, ...(wait.signal === undefined ? [] : [wait.signal])]);
  if (wait.ms > 0) void clock.wait(wait.ms, ended).then(() => over.abort('over'));
  else over.abort('over');
  try {
    return await look({ ...ports, changed }, wait, ended);
  } finally {
    over.abort('over');
  }
}

async function look(
  ports: Ports & { readonly changed: Changed },
  wait: JobWait,
  ended: AbortSignal,
): Promise<JobRecord | undefined> {
  for (let pause = shortestPause; ; pause = Math.min(second, pause * 1.5)) {
    // Read once more after the time is over: the end may have come in the last pause.
    const last = ended.aborted;
    const record = await getJob(ports, wait);
    if (last || record === undefined || hasCome(record, wait.until)) return record;
    await ports.changed(wait.id, pause, ended);
  }
}

const shortestPause = 50;

/** Differs whenever something that is shown of the job does. */
export function versionOf(record: JobRecord): string {
  const {
    status,
    ticket,
    attempt,
    maxAttempts,
    progress,
    cancelRequestedAt = 0,
    finishedAt = 0,
  } = record;
  const parts = [ticket, attempt, maxAttempts, progress?.at ?? 0, cancelRequestedAt, finishedAt];
  return `${status}-${parts.map((part) => part.toString(36)).join('-')}`;
}

function hasCome(record: JobRecord, until: JobWait['until']): boolean {
  return until === 'end' ? isFinal(record.status) : versionOf(record) !== until.not;
}
