import type { JobType } from '../core/define-job.ts';
import { durationText } from '../core/duration-text.ts';
import type { Operation } from './api-event.ts';

export const listTypes: Operation = (_event, { jobs }) => ({
  status: 200,
  body: JSON.stringify({ types: Object.values(jobs.types).map(typeView) }),
});

function typeView({ name, queue, maxAttempts, maxPayload, ...type }: JobType): object {
  const { timeout, inputSchema: input } = type;
  return { name, queue, timeout: durationText(timeout), maxAttempts, maxPayload, input };
}
