import type { ListedJob } from '../../client/job-shapes.ts';
import type { Style } from '../output/paint.ts';
import { agoText, spanText } from '../output/time-text.ts';

export function styleOf({ status }: Pick<ListedJob, 'status'>): Style {
  return styles[status];
}

const styles = {
  scheduled: 'dim',
  queued: 'dim',
  running: 'cyan',
  retrying: 'yellow',
  succeeded: 'green',
  failed: 'red',
  cancelled: 'dim',
} as const satisfies Record<ListedJob['status'], Style>;

/** What there is to know of a job in a few words, by its status. */
export function remarkOf(job: ListedJob, now: number): string {
  const { status, error, progress, runAt } = job;
  if (status === 'scheduled') return runAt === undefined ? '' : agoText(runAt, now);
  if (status === 'running') {
    const asked = job.cancelRequestedAt === undefined ? [] : ['cancel requested'];
    return [...asked, ...(progress ? [progressText(progress)] : [])].join(', ');
  }
  if (error === undefined) return '';
  const again = status === 'retrying' && runAt !== undefined ? `${agoText(runAt, now)}: ` : '';
  return `${again}${errorText(error)}`;
}

export function progressText({ fraction, note }: NonNullable<ListedJob['progress']>): string {
  return `${Math.floor(fraction * 100)}%${note === undefined ? '' : ` ${note}`}`;
}

export function errorText({ code, message }: NonNullable<ListedJob['error']>): string {
  return message === '' ? code : `${code}: ${message}`;
}

/** Of its last attempt, so far or in all. */
export function tookText({ startedAt, finishedAt }: ListedJob, now: number): string {
  if (startedAt === undefined) return '';
  return spanText(
    (finishedAt === undefined ? now : Date.parse(finishedAt)) - Date.parse(startedAt),
  );
}
