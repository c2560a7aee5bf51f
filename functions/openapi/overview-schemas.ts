import { scopes } from '../core/key-store.ts';
import { missedRules, overlaps } from '../core/schedule.ts';
import { count, flag, listOf, objectOf, type Schema, schemaOf, text, time } from './schema.ts';

const schedule = {
  name: text,
  type: text,
  'cron?': text,
  'timeZone?': { ...text, description: 'Beside cron.' },
  'every?': schemaOf('Duration'),
  overlap: { ...text, enum: overlaps },
  missed: { ...text, enum: missedRules },
  paused: flag,
  origin: { ...text, enum: ['api', 'code'] },
  createdAt: time,
  updatedAt: time,
  next: listOf(time, { maxItems: 5, description: 'None while it is paused.' }),
  'lastJob?': objectOf({
    id: schemaOf('JobId'),
    at: { ...time, description: 'The time it was for.' },
    'status?': {
      ...schemaOf('Status'),
      description: 'Missing if the job has expired, or is about to be enqueued.',
    },
  }),
  'skipped?': objectOf(
    { count, lastAt: time },
    { description: 'Times at which the job before was not over.' },
  ),
};

/** Of answers about schedules, types, queues and statistics. */
export const overviewSchemas: Readonly<Record<string, Schema>> = {
  ScheduleSummary: objectOf(schedule, { description: 'A schedule as the list shows it.' }),
  Schedule: objectOf({ ...schedule, payload: { description: 'Any JSON value, as it was sent.' } }),
  JobType: objectOf({
    name: text,
    queue: text,
    timeout: schemaOf('Duration'),
    maxAttempts: count,
    maxPayload: { ...count, description: 'Bytes of JSON text.' },
    input: {
      type: 'object',
      description: 'The JSON Schema of its payload; {} if its validator has none.',
    },
  }),
  Queue: objectOf(
    {
      name: text,
      paused: flag,
      waiting: count,
      delayed: count,
      inFlight: count,
      deadLetters: count,
      'oldestSeconds?': {
        type: 'number',
        minimum: 0,
        description: 'Age of the message that has waited longest.',
      },
    },
    { description: 'The numbers are approximate on AWS, and lag by up to a minute.' },
  ),
  Caller: objectOf({
    tenant: text,
    scopes: listOf({ ...text, enum: scopes }),
    'types?': listOf(text, {
      description: 'The job types that it may start; all if it is missing.',
    }),
  }),
  MinuteStats: objectOf({
    at: { ...time, description: 'When its first minute began.' },
    types: {
      type: 'object',
      additionalProperties: objectOf({
        succeeded: count,
        failed: count,
        cancelled: count,
        retried: count,
        durationMs: {
          ...count,
          description: 'Of all these attempts together; none of one that ended without a word.',
        },
        averageDurationMs: count,
      }),
    },
  }),
};
