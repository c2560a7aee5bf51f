import type { OperationDoc } from './operation-doc.ts';
import { listOf, objectOf, schemaOf, text } from './schema.ts';

const schedule = schemaOf('Schedule');
const queue = schemaOf('Queue');

export const otherOperationDocs = {
  listSchedules: {
    tag: 'schedules',
    summary: 'List all schedules, those in code too, by name',
    answers: {
      200: {
        description: 'All of them, without their payloads.',
        schema: objectOf({ schedules: listOf(schemaOf('ScheduleSummary')) }),
      },
    },
  },
  getSchedule: {
    tag: 'schedules',
    summary: 'Get a schedule',
    answers: { 200: { description: 'With its payload and its next times.', schema: schedule } },
    problems: ['unknown-schedule'],
  },
  putSchedule: {
    tag: 'schedules',
    summary: 'Make a schedule, or change it',
    description: 'The same once more changes nothing. The payload has 20,000 bytes at most.',
    body: schemaOf('NewSchedule'),
    answers: {
      200: { description: 'There was one of this name.', schema: schedule },
      201: { description: 'There was none.', schema: schedule },
    },
    problems: ['schedule-in-code', 'too-many-schedules', 'payload-too-large'],
  },
  deleteSchedule: {
    tag: 'schedules',
    summary: 'Delete a schedule',
    answers: { 204: { description: 'It is gone. Its jobs go on.' } },
    problems: ['unknown-schedule', 'schedule-in-code'],
  },
  runSchedule: {
    tag: 'schedules',
    summary: 'Run a schedule now, whether or not it is paused',
    headers: ['idempotencyKey', 'traceparent'],
    answers: {
      202: {
        description: 'The job.',
        schema: schemaOf('Job'),
        headers: ['Retry-After', 'Idempotency-Replayed'],
      },
    },
    problems: ['unknown-schedule', 'type-gone', 'key-reused'],
  },
  listTypes: {
    tag: 'overview',
    summary: 'List the job types',
    answers: {
      200: {
        description: 'What can be enqueued.',
        schema: objectOf({ types: listOf(schemaOf('JobType')) }),
      },
    },
  },
  listQueues: {
    tag: 'queues',
    summary: 'List the queues',
    answers: {
      200: { description: 'How much waits.', schema: objectOf({ queues: listOf(queue) }) },
    },
  },
  pauseQueue: {
    tag: 'queues',
    summary: 'Pause a queue',
    description:
      'Its jobs wait. They can be enqueued and cancelled; those that run go on to their end.',
    answers: { 200: { description: 'The queue.', schema: queue } },
    problems: ['unknown-queue', 'queue-changing'],
  },
  resumeQueue: {
    tag: 'queues',
    summary: 'Resume a queue',
    answers: { 200: { description: 'The queue.', schema: queue } },
    problems: ['unknown-queue', 'queue-changing'],
  },
  readStats: {
    tag: 'overview',
    summary: 'Count the ends of attempts, by minute and job type',
    answers: {
      200: {
        description: 'Rows without any are left out. The numbers are approximate.',
        schema: objectOf({ minutes: listOf(schemaOf('MinuteStats')) }),
      },
    },
  },
  readCaller: {
    tag: 'overview',
    summary: 'Ask what this key is for',
    description: 'Also for a token or a signed request.',
    answers: { 200: { description: 'Its tenant and what it may do.', schema: schemaOf('Caller') } },
  },
  checkHealth: {
    tag: 'overview',
    summary: 'Ask whether the API runs',
    answers: {
      200: {
        description: 'It does.',
        schema: objectOf({ status: { type: 'string', const: 'ok' } }),
      },
    },
  },
  describeApi: {
    tag: 'overview',
    summary: 'Get this document',
    answers: {
      200: { description: 'OpenAPI 3.1.', schema: { type: 'object', required: ['openapi'] } },
    },
  },
  showDashboard: {
    tag: 'overview',
    summary: 'Open the dashboard',
    description:
      'A page for browsers, which asks for a key and then makes the calls of this document.',
    headers: ['ifNoneMatch'],
    answers: {
      200: { description: 'The page.', schema: text, mediaTypes: ['text/html'], headers: ['ETag'] },
      304: { description: 'It is still the same.', headers: ['ETag'] },
    },
  },
  readDashboardFile: {
    tag: 'overview',
    summary: 'Get the script or the style of the dashboard',
    headers: ['ifNoneMatch'],
    answers: {
      200: {
        description: 'The file.',
        schema: text,
        mediaTypes: ['text/javascript', 'text/css'],
        headers: ['ETag'],
      },
      304: { description: 'It is still the same.', headers: ['ETag'] },
    },
  },
} as const satisfies Readonly<Record<string, OperationDoc>>;
