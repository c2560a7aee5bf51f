import type { JobType } from '../core/define-job.ts';
import { durationText } from '../core/duration-text.ts';
import type { Operation } from './api-event.ts';

export const listTypes: Operation = async (_event, { jobs, description }) => {
  const schemas = await description.payloadSchemas();
  const types = Object.values(jobs.types).map((type) => typeView(type, schemas[type.name]));
  return { status: 200, body: JSON.stringify({ types }) };
};

function typeView(type: JobType, input: unknown): object {
  const { name, queue, timeout, maxAttempts, maxPayload } = type;
  return { name, queue, timeout: durationText(timeout), maxAttempts, maxPayload, input };
}
