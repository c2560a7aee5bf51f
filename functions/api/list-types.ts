import type { JobType } from '../core/define-job.ts';
import { durationText } from '../core/duration-text.ts';
import type { Operation } from './api-event.ts';

export const listTypes: Operation = (_event, { jobs }) => ({
  status: 200,
  body: JSON.stringify({ types: Object.values(jobs.types).map(typeView) }),
});

function typeView({ name, queue, timeout, maxAttempts, inputSchema }: JobType): object {
  return { name, queue, timeout: durationText(timeout), maxAttempts, input: inputSchema };
}
