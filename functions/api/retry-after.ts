import { second } from '../core/duration.ts';
import { isWaiting, type JobRecord } from '../core/job-record.ts';

/** Seconds after which asking again is worth while: until the job's time comes, from 1 to 60. */
export function retryAfter(
  { status, runAt }: JobRecord,
  now: number,
): { readonly 'Retry-After': string } {
  const wait = isWaiting(status) && runAt !== undefined ? Math.ceil((runAt - now) / second) : 1;
  return { 'Retry-After': String(Math.min(60, Math.max(1, wait))) };
}
