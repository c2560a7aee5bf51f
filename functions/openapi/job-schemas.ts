import { errorCodes } from '../core/job-error.ts';
import { mostTags } from '../core/job-limits.ts';
import { mostLines } from '../core/job-lines.ts';
import { statuses } from '../core/job-record.ts';
import { count, listOf, objectOf, type Schema, schemaOf, text, time } from './schema.ts';

const summary = {
  id: schemaOf('JobId'),
  type: { ...text, description: 'The name of the job type.' },
  queue: text,
  status: schemaOf('Status'),
  attempt: { ...count, description: 'Starts so far: 0 before the first.' },
  maxAttempts: {
    ...count,
    description: "A retry by hand sets it to the attempts so far and the type's own.",
  },
  createdAt: time,
  'runAt?': { ...time, description: 'Not before this time. It stays after the start.' },
  'startedAt?': { ...time, description: 'Of the last attempt.' },
  'finishedAt?': time,
  'cancelRequestedAt?': time,
  'erasedAt?': {
    ...time,
    description: 'Payload, result, tags, progress and the words of an error were erased then.',
  },
  'progress?': schemaOf('Progress'),
  'error?': schemaOf('JobError'),
  tags: schemaOf('Tags'),
};

/** Of answers. They may get more fields: a client ignores what it does not know. */
export const jobSchemas: Readonly<Record<string, Schema>> = {
  JobId: {
    ...text,
    pattern: '^[A-Za-z0-9_-]{1,64}$',
    examples: ['01985a3e-7c1d-7a52-9c3f-2b6d1e8f4a70'],
  },
  Status: {
    ...text,
    enum: statuses,
    description:
      'The last three are final. Only a retry by hand leads out of failed and cancelled.',
  },
  Tags: listOf(schemaOf('Tag'), {
    maxItems: mostTags,
    description: 'One that is sent twice is kept once.',
  }),
  Tag: { ...text, pattern: '^[A-Za-z0-9._:-]{1,64}$', examples: ['customer:42'] },
  Progress: objectOf({
    fraction: { type: 'number', minimum: 0, maximum: 1 },
    'note?': { ...text, maxLength: 200 },
    at: time,
  }),
  JobError: objectOf(
    {
      code: { ...text, enum: errorCodes },
      name: text,
      message: text,
      attempt: count,
      at: time,
      'stack?': {
        ...text,
        maxLength: 4_000,
        description: 'Of a job that is shown whole, for keys that may manage.',
      },
    },
    {
      description:
        'Why the last attempt did not succeed. Only of a job that failed or is retrying.',
    },
  ),
  JobSummary: objectOf(summary, { description: 'A job as lists show it.' }),
  Job: objectOf(
    {
      ...summary,
      'payload?': {
        description:
          'Any JSON value, as it was sent. It is missing once it has expired or was erased.',
      },
      'result?': {
        description: 'Any JSON value. Only of a job that succeeded; null if it gave back nothing.',
      },
      history: listOf(objectOf({ status: schemaOf('Status'), at: time, attempt: count }), {
        maxItems: 10,
        description: 'The last changes of the status, oldest first.',
      }),
    },
    { description: 'A job with all it has.' },
  ),
  JobPage: objectOf(
    {
      jobs: listOf(schemaOf('JobSummary')),
      'cursor?': { ...text, description: 'Asks for the next page. Without one this is the last.' },
    },
    {
      description:
        'Newest first. A page may hold fewer jobs than asked for, even none, and still go on.',
    },
  ),
  JobLogs: objectOf(
    {
      lines: listOf(schemaOf('LogLine'), { maxItems: mostLines, description: 'Oldest first.' }),
      'url?': {
        ...text,
        format: 'uri',
        description: 'A query for the lines, for people who may sign in there.',
      },
    },
    { description: 'What the code of a job has logged.' },
  ),
  LogLine: objectOf({
    at: time,
    level: { ...text, enum: ['debug', 'info', 'warn', 'error'] },
    attempt: count,
    message: text,
    'fields?': {
      type: 'object',
      description: 'Any JSON values. Of the line, and of each field, the beginning alone is kept.',
    },
  }),
  EnqueuedJobs: objectOf(
    {
      jobs: listOf({
        anyOf: [schemaOf('JobSummary'), objectOf({ error: schemaOf('Problem') })],
      }),
    },
    { description: 'In the order sent. What could not be sent is a problem in its place.' },
  ),
};
