import type { JobStatus } from './job-shapes.ts';

/** Whether the job has ended, however it did. Only a retry by hand sets it going again. */
export function isOver({ status }: { readonly status: JobStatus }): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
