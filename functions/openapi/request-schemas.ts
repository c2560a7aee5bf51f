import type { JobType } from '../core/define-job.ts';
import { errorCodes } from '../core/job-error.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import { longestCron, longestTimeZone, missedRules, overlaps } from '../core/schedule.ts';
import { embedded, type PayloadSchemas } from './payload-schemas.ts';
import { flag, listOf, objectOf, type Schema, schemaOf, text, time } from './schema.ts';

type Schemas = Readonly<Record<string, Schema>>;

/** Of requests. A field that is not here is refused. */
export function requestSchemas(jobs: JobRegistry, payloads: PayloadSchemas): Schemas {
  const types = Object.values(jobs.types);
  return {
    Duration: {
      ...text,
      pattern: '^[0-9]{1,12}(ms|s|m|h|d)$',
      description: 'A whole number and a unit. At most 366d.',
      examples: ['500ms', '10s', '15m', '3h', '7d'],
    },
    NewJob: eachOf('NewJob', types),
    NewSchedule: eachOf('NewSchedule', types),
    Start: closed(startFields, { oneOf: [{ required: ['delay'] }, { required: ['runAt'] }] }),
    Retry: closed(
      {
        'ids?': listOf(schemaOf('JobId'), { minItems: 1, maxItems: 500 }),
        'filter?': schemaOf('RetryFilter'),
        'rate?': {
          type: 'integer',
          minimum: 1,
          maximum: 1_000,
          description: 'Jobs a second, at most.',
        },
      },
      {
        oneOf: [{ required: ['ids'] }, { required: ['filter'] }],
        examples: [{ filter: { code: 'timed-out' }, rate: 50 }],
      },
    ),
    RetryFilter: closed(
      {
        'type?': { ...text, pattern: '^[a-z][a-z0-9-]{0,63}$' },
        'tag?': schemaOf('Tag'),
        'code?': { ...text, enum: errorCodes },
        'failedAfter?': time,
        'failedBefore?': { ...time, description: 'Later than failedAfter.' },
      },
      { description: 'Of failed jobs. All fields have to fit; without any it is all of them.' },
    ),
    Empty: { type: 'object', maxProperties: 0 },
    ...byType('Payload', types, ({ name }) =>
      embedded(payloads[name] ?? {}, `/components/schemas/Payload.${name}`),
    ),
    ...byType('NewJob', types, newJob),
    ...byType('NewSchedule', types, newSchedule),
  };
}

const startFields = {
  'delay?': schemaOf('Duration'),
  'runAt?': { ...time, description: 'Up to a minute in the past is now. At most 366 days ahead.' },
};

function newJob({ name }: JobType): Schema {
  return closed(
    {
      type: { ...text, const: name },
      payload: schemaOf(`Payload.${name}`),
      ...startFields,
      'tags?': schemaOf('Tags'),
    },
    { not: { required: ['delay', 'runAt'] } },
  );
}

function newSchedule({ name }: JobType): Schema {
  return closed(
    {
      type: { ...text, const: name },
      payload: schemaOf(`Payload.${name}`),
      'cron?': {
        ...text,
        minLength: 9,
        maxLength: longestCron,
        description: 'Five fields, the minute first, or six, the second first.',
        examples: ['0 9 * * MON-FRI'],
      },
      'every?': { ...schemaOf('Duration'), description: 'Counts from the beginning of 1970.' },
      'timeZone?': {
        ...text,
        maxLength: longestTimeZone,
        default: 'UTC',
        examples: ['Europe/Berlin'],
      },
      'overlap?': { ...text, enum: overlaps, default: 'skip' },
      'missed?': { ...text, enum: missedRules, default: 'latest' },
      'paused?': { ...flag, default: false },
    },
    {
      oneOf: [{ required: ['cron'] }, { required: ['every'] }],
      dependentRequired: { timeZone: ['cron'] },
    },
  );
}

function closed(fields: Schemas, more: Schema): Schema {
  return objectOf(fields, { additionalProperties: false, ...more });
}

/** The field `type` decides which one it is. */
function eachOf(kind: string, types: readonly JobType[]): Schema {
  // A program without a job type can be sent none.
  if (types.length === 0) return { not: {} };
  const names = types.map(({ name }) => name);
  const mapping = names.map((name) => [name, `#/components/schemas/${kind}.${name}`]);
  return {
    oneOf: names.map((name) => schemaOf(`${kind}.${name}`)),
    discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
  };
}

function byType(kind: string, types: readonly JobType[], make: (type: JobType) => Schema): Schemas {
  return Object.fromEntries(types.map((type) => [`${kind}.${type.name}`, make(type)]));
}
