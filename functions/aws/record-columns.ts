import type { JobError } from '../core/job-error.ts';
import {
  type HistoryEntry,
  type JobRecord,
  type Progress,
  type Status,
  statuses,
} from '../core/job-record.ts';
import { type Format, number, text, textFormat, textList } from './attribute-format.ts';

/** All but the id, which is the item's key. */
export type StoredField = Exclude<keyof JobRecord, 'id'>;

interface Column<Value> extends Format<Value> {
  readonly attribute: string;
}

export type StoredValues = { readonly [F in StoredField]-?: NonNullable<JobRecord[F]> };
export type RecordColumns = { readonly [F in StoredField]: Column<StoredValues[F]> };

/**
 * Where and how each field of a record is stored. Names count into the size of every item, hence one or
 * two letters. Attempt, ticket and depth are stored even at 0: a comparison with an attribute that is
 * missing is false.
 */
export const recordColumns: RecordColumns = {
  tenant: { attribute: 'n', ...text },
  type: { attribute: 't', ...text },
  queue: { attribute: 'q', ...text },
  status: { attribute: 's', ...textFormat<Status>(String, statusOf) },
  ticket: { attribute: 'k', ...number },
  hash: { attribute: 'h', ...text },
  attempt: { attribute: 'a', ...number },
  maxAttempts: { attribute: 'm', ...number },
  createdAt: { attribute: 'c', ...number },
  requestId: { attribute: 'i', ...text },
  depth: { attribute: 'g', ...number },
  tags: { attribute: 'w', ...textList },
  history: { attribute: 'l', write: writeHistory, read: readHistory },
  runAt: { attribute: 'r', ...number },
  dueAt: { attribute: 'd', ...number },
  startedAt: { attribute: 'b', ...number },
  finishedAt: { attribute: 'z', ...number },
  owner: { attribute: 'o', ...text },
  leaseUntil: { attribute: 'u', ...number },
  cancelRequestedAt: { attribute: 'y', ...number },
  progress: { attribute: 'p', ...textFormat(writeProgress, readProgress) },
  payload: { attribute: 'j', ...text },
  result: { attribute: 're', ...text },
  error: { attribute: 'er', ...textFormat(writeError, readError) },
  outcomeAt: { attribute: 'oa', ...number },
  failedAt: { attribute: 'f', ...number },
  expiresAt: { attribute: 'e', ...number },
  traceparent: { attribute: 'tr', ...text },
  retryKey: { attribute: 'rk', ...text },
  erasedAt: { attribute: 'ea', ...number },
};

const letters = {
  scheduled: 's',
  queued: 'q',
  running: 'r',
  retrying: 'y',
  succeeded: 'd',
  failed: 'f',
  cancelled: 'c',
} as const satisfies Record<Status, string>;

/** Lines such as `qmhl4xk2f`: the status by its letter, then the time in base 36. */
function writeHistory(history: readonly HistoryEntry[]) {
  return textList.write(history.map(({ status, at }) => letters[status] + at.toString(36)));
}

function readHistory(value: Parameters<typeof textList.read>[0]): readonly HistoryEntry[] {
  return textList.read(value).map((line) => ({
    status: statusOfLetter(line.slice(0, 1)),
    at: Number.parseInt(line.slice(1), 36),
  }));
}

function statusOfLetter(letter: string): Status {
  const status = statuses.find((candidate) => letters[candidate] === letter);
  if (status === undefined) throw new TypeError(`Expected the letter of a status, got '${letter}'`);
  return status;
}

function statusOf(word: string): Status {
  const status = statuses.find((candidate) => candidate === word);
  if (status === undefined) throw new TypeError(`Expected a status, got '${word}'`);
  return status;
}

function writeProgress({ fraction, at, note }: Progress): string {
  return JSON.stringify(note === undefined ? [fraction, at] : [fraction, at, note]);
}

function readProgress(line: string): Progress {
  const [fraction, at, note] = JSON.parse(line) as [number, number, string?];
  return { fraction, at, ...(note !== undefined && { note }) };
}

/** As JSON, because what a job throws may hold half a surrogate pair, which UTF-8 cannot. */
function writeError({ code, name, message, attempt, at, stack }: JobError): string {
  return JSON.stringify([
    code,
    name,
    message,
    attempt,
    at,
    ...(stack === undefined ? [] : [stack]),
  ]);
}

function readError(line: string): JobError {
  const [code, name, message, attempt, at, stack] = JSON.parse(line) as [
    JobError['code'],
    string,
    string,
    number,
    number,
    string?,
  ];
  return { code, name, message, attempt, at, ...(stack !== undefined && { stack }) };
}
