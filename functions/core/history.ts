import { type HistoryEntry, isFinal, type JobRecord, type Status } from './job-record.ts';

/**
 * Lines of history that a record keeps. A claim adds one blindly, and only a settle cuts: attempts that crash
 * leave one line more each, until the job ends.
 */
const longestHistory = 10;

export interface NumberedEntry extends HistoryEntry {
  readonly attempt: number;
}

/** The record's history with `entry` at its end, cut. */
export function historyWith(
  record: JobRecord,
  status: Status,
  at: number,
): readonly HistoryEntry[] {
  return [...record.history, { status, at }].slice(-longestHistory);
}

/**
 * History with the number of the attempt in each line. It is not stored: each `running` is one attempt
 * further, and the last one is the record's own, so the numbers follow from counting backwards.
 */
export function attemptsOf(record: JobRecord): readonly NumberedEntry[] {
  let attempt = record.attempt;
  const numbered = record.history.toReversed().map((entry) => {
    const line = { ...entry, attempt };
    if (entry.status === 'running') attempt -= 1;
    return line;
  });
  return numbered.reverse().slice(-longestHistory);
}

/**
 * Milliseconds that the last attempt took, of a record that this attempt has settled. Of no other: an attempt that
 * ends without a word may have done so at any time, and what ends a job without a start leaves `startedAt` as it is.
 */
export function durationOf(record: JobRecord): number {
  const { startedAt, finishedAt, status, history } = record;
  const end = isFinal(status) ? finishedAt : history.at(-1)?.at;
  return startedAt === undefined || end === undefined ? 0 : Math.max(0, end - startedAt);
}
