import type { Schema } from './schema.ts';

function header(description: string, schema: Schema, required = false): Schema {
  return { description, ...(required && { required }), schema };
}

const seconds = { type: 'integer', minimum: 1 };

/** Headers of answers, by their names. */
export const answerHeaders = {
  'X-Request-Id': header('To be named in a report.', { type: 'string' }),
  Location: header('The path of the job.', { type: 'string', format: 'uri-reference' }, true),
  'Retry-After': header('Seconds after which asking again is worth while.', seconds),
  ETag: header('For If-None-Match.', { type: 'string', pattern: '^".*"$' }, true),
  'Preference-Applied': header('The wait that was applied.', {
    type: 'string',
    pattern: '^wait=[0-9]+$',
  }),
  'Idempotency-Replayed': header('The key had done this before.', {
    type: 'string',
    const: 'true',
  }),
  'WWW-Authenticate': header('How to authenticate.', { type: 'string' }),
} as const satisfies Readonly<Record<string, Schema>>;

export type AnswerHeader = keyof typeof answerHeaders;
