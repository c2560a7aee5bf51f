import { dashboardFiles } from '../api/bundled-description.ts';
import { scheduleNameForm } from '../core/schedule.ts';
import { listOf, type Schema, schemaOf, text, time } from './schema.ts';

function parameter(place: 'path' | 'query' | 'header', name: string, more: Schema): Schema {
  return { name, in: place, ...(place === 'path' && { required: true }), ...more };
}

/** By the folder of the path, since a schedule has other names than a queue. */
export const pathParameters: Readonly<Record<string, Schema>> = {
  'jobs.id': parameter('path', 'id', { schema: schemaOf('JobId') }),
  'schedules.name': parameter('path', 'name', {
    description: `${scheduleNameForm}.`,
    schema: { ...text, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$', examples: ['mornings'] },
  }),
  'dashboard.file': parameter('path', 'file', {
    schema: { ...text, enum: dashboardFiles.slice(1) },
  }),
  'queues.name': parameter('path', 'name', { schema: { ...text, examples: ['default'] } }),
};

const commaList = { style: 'form', explode: false };

export const queryParameters: Readonly<Record<string, Schema>> = {
  status: parameter('query', 'status', {
    ...commaList,
    description: 'One or more with commas between them.',
    schema: listOf(schemaOf('Status'), { minItems: 1 }),
  }),
  type: parameter('query', 'type', { description: 'The name of a job type.', schema: text }),
  tag: parameter('query', 'tag', { schema: schemaOf('Tag') }),
  createdAfter: parameter('query', 'createdAfter', { schema: time }),
  limit: parameter('query', 'limit', {
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
  }),
  cursor: parameter('query', 'cursor', {
    description: 'Of the page before, with the same filters.',
    schema: text,
  }),
  ids: parameter('query', 'ids', {
    ...commaList,
    description:
      'These jobs in this order, without what is missing or no id. It stands alone, without filters.',
    schema: listOf(text, { minItems: 1, maxItems: 100 }),
  }),
  minutes: parameter('query', 'minutes', {
    schema: { type: 'integer', minimum: 1, maximum: 1_440, default: 60 },
  }),
  step: parameter('query', 'step', {
    description:
      'Minutes that one row counts together. An answer of more than 5,000,000 bytes is refused: a larger step makes it shorter.',
    schema: { type: 'integer', minimum: 1, maximum: 1_440, default: 1 },
  }),
};

export const headerParameters = {
  idempotencyKey: parameter('header', 'Idempotency-Key', {
    description:
      'Asking twice with one key does it once. 1 to 255 visible ASCII characters, quoted or not.',
    schema: {
      ...text,
      pattern: '^([!#-~][!-~]{0,254}|"[!-~]{1,255}")$',
      examples: ['order-42'],
    },
  }),
  prefer: parameter('header', 'Prefer', {
    description:
      'wait=N: answer when the job is over, or after N seconds. It is cut to what the server waits at most, and ignored if it cannot be understood.',
    schema: { ...text, examples: ['wait=20'] },
  }),
  ifNoneMatch: parameter('header', 'If-None-Match', {
    description:
      'The ETag of an answer: 304 if the job is still the same. With Prefer it waits for any change.',
    schema: text,
  }),
  traceparent: parameter('header', 'traceparent', {
    description: 'W3C Trace Context, handed on to the job. Ignored if it cannot be understood.',
    schema: text,
  }),
} as const;
