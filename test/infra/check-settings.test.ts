import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defineJob } from '../../functions/core/define-job.ts';
import { type Duration, day } from '../../functions/core/duration.ts';
import { cron, type FixedSchedule } from '../../functions/core/fixed-schedule.ts';
import { defaultRetention } from '../../functions/core/job-record.ts';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues, type QueueOptions } from '../../functions/core/queue-settings.ts';
import { faultsOf, type Settings } from '../../infra/check-settings.ts';

function settings(changes: Partial<Settings> = {}): Settings {
  const jobs = registerJobs(defineQueues({ default: {} }), []);
  const shards = { dueShards: 4, timelineShards: 4 };
  const rest = { apiMemory: 384, gateway: 'rest' as const, allowedOrigins: [] };
  return { jobs, retention: defaultRetention, ...shards, ...rest, ...changes };
}

function withQueue(options: QueueOptions): Settings {
  return settings({ jobs: registerJobs(defineQueues({ q: options }), []) });
}

function withJob(jobTimeout: Duration, queueTimeout: Duration): Settings {
  const job = defineJob({
    name: 'report',
    queue: 'q',
    input: v.object({}),
    timeout: jobTimeout,
    async run() {},
  });
  return settings({ jobs: registerJobs(defineQueues({ q: { timeout: queueTimeout } }), [job]) });
}

function withSchedule(schedule: FixedSchedule<object>): Settings {
  const job = defineJob({ name: 'report', input: v.object({}), schedule, async run() {} });
  return settings({ jobs: registerJobs(defineQueues({ default: {} }), [job]) });
}

/** As the CDK hands over what the command line says: as any type. */
function context(value: unknown) {
  return value as Settings['gateway'];
}

describe('safe settings', () => {
  it.each<[string, Settings]>([
    ['the defaults', settings()],
    ['a queue of the longest timeout', withQueue({ timeout: '15m' })],
    ['the least memory', withQueue({ memory: 128 })],
    ['the most memory', withQueue({ memory: 10_240 })],
    ['the least memory of the API', settings({ apiMemory: 128 })],
    ['the other gateway', settings({ gateway: 'http' })],
    ['the most memory of the API', settings({ apiMemory: 10_240 })],
    ['the least concurrency', withQueue({ concurrency: 2 })],
    ['the most concurrency', withQueue({ concurrency: 1_000 })],
    ['a large batch with a window', withQueue({ batch: 10_000, window: '1s' })],
    ['the longest window', withQueue({ window: '5m' })],
    ['a job that leaves its queue 10 s', withJob('50s', '60s')],
    ['a schedule', withSchedule(cron('0 9 * * MON-FRI', { timeZone: 'Europe/Berlin' }))],
    ['records of 15 days', settings({ retention: { done: 15 * day, failed: 15 * day } })],
  ])('%s have no fault', (_name, safe) => {
    expect(faultsOf(safe)).toEqual([]);
  });
});

describe('unsafe settings', () => {
  it.each<[string, Settings, string]>([
    [
      'a schedule that is no cron expression',
      withSchedule(cron('0 9 * *')),
      "Schedule 'report' of job type 'report' is wrong in cron. Expected five fields (minute, hour, day, month, weekday) or six with the second first, such as '0 9 * * MON-FRI', got '0 9 * *': it has 4 fields",
    ],
    [
      'a schedule in a zone that nobody knows',
      withSchedule(cron('0 9 * * *', { timeZone: 'Europe/Berln' })),
      "Schedule 'report' of job type 'report' is wrong in timeZone. Expected a name of the IANA time zone database, such as 'Europe/Berlin', 'America/New_York' or 'UTC', got 'Europe/Berln'",
    ],
    [
      'a timeout over 15 minutes',
      withQueue({ timeout: '16m' }),
      "Queue 'q' has a timeout of 960 s, but a function runs 900 s at most: set its timeout in queues.ts to '15m' or less",
    ],
    [
      'a job that may use up the time of its batch',
      withJob('51s', '60s'),
      "Queue 'q' has a timeout of 60 s, but job type 'report' may run 51 s and its outcome needs 10 s more: set the queue's timeout in queues.ts to '61s' or more, or shorten the job's",
    ],
    [
      'a concurrency of 1',
      withQueue({ concurrency: 1 }),
      "Queue 'q' has concurrency 1, but SQS runs 2 to 1000 batches at once: set its concurrency in queues.ts to a whole number in between",
    ],
    [
      'a concurrency over 1,000',
      withQueue({ concurrency: 1_001 }),
      "Queue 'q' has concurrency 1001, but SQS runs 2 to 1000 batches at once: set its concurrency in queues.ts to a whole number in between",
    ],
    [
      'too little memory',
      withQueue({ memory: 127 }),
      "Queue 'q' has memory 127, but a function takes 128 to 10240 MB: set its memory in queues.ts to a whole number in between",
    ],
    [
      'too little memory of the API',
      settings({ apiMemory: 127 }),
      'apiMemory is 127, but a function takes 128 to 10240 MB: set it to a whole number in between',
    ],
    [
      'memory of the API that is no whole number',
      settings({ apiMemory: 384.5 }),
      'apiMemory is 384.5, but a function takes 128 to 10240 MB: set it to a whole number in between',
    ],
    [
      'too much memory',
      withQueue({ memory: 10_241 }),
      "Queue 'q' has memory 10241, but a function takes 128 to 10240 MB: set its memory in queues.ts to a whole number in between",
    ],
    [
      'an empty batch',
      withQueue({ batch: 0 }),
      "Queue 'q' has batch 0, but a batch is 1 to 10000 messages: set its batch in queues.ts to a whole number in between",
    ],
    [
      'a batch over 10,000',
      withQueue({ batch: 10_001, window: '1s' }),
      "Queue 'q' has batch 10001, but a batch is 1 to 10000 messages: set its batch in queues.ts to a whole number in between",
    ],
    [
      'a batch over 10 without a window',
      withQueue({ batch: 11, window: '999ms' }),
      "Queue 'q' has batch 11 and a window of 0.999 s, but more than 10 messages need a window of 1 s or more: set its window in queues.ts to '1s', or its batch to 10",
    ],
    [
      'a window over 5 minutes',
      withQueue({ window: '301s' }),
      "Queue 'q' has a window of 301 s, but a batch waits 300 s at most: set its window in queues.ts to '5m' or less",
    ],
    [
      'more messages at once than SQS hands out',
      withQueue({ batch: 1_000, window: '1s', concurrency: 121 }),
      "Queue 'q' has 121 batches of 1000 at once, but SQS hands out 120000 messages at most: lower its concurrency or its batch in queues.ts",
    ],
    [
      'records that a message could outlive',
      settings({ retention: { done: 14 * day, failed: 90 * day } }),
      'keepDone is 14 days, but the queues keep a message for 14 and its record must outlive it: set keepDone to a whole number of days, 15 or more',
    ],
    [
      'failed records that a message could outlive',
      settings({ retention: { done: 30 * day, failed: 7 * day } }),
      'keepFailed is 7 days, but the queues keep a message for 14 and its record must outlive it: set keepFailed to a whole number of days, 15 or more',
    ],
    [
      'a part of a day',
      settings({ retention: { done: 20.5 * day, failed: 90 * day } }),
      'keepDone is 20.5 days, but the queues keep a message for 14 and its record must outlive it: set keepDone to a whole number of days, 15 or more',
    ],
    [
      'no shard',
      settings({ dueShards: 0 }),
      'dueShards is 0: set it to a whole number from 1 to 100',
    ],
    [
      'a part of a shard',
      settings({ timelineShards: 1.5 }),
      'timelineShards is 1.5: set it to a whole number from 1 to 100',
    ],
    [
      'a gateway that there is not',
      settings({ gateway: context('REST') }),
      `gateway is "REST": set it to 'rest' or 'http', in lower case, or leave it out for 'rest'`,
    ],
    [
      'no queue',
      settings({ jobs: registerJobs({}, []) }),
      'queues.ts defines no queue: add one, such as { default: {} }',
    ],
  ])('%s: one sentence with the value and what to change', (_name, unsafe, sentence) => {
    expect(faultsOf(unsafe)).toContain(sentence);
  });

  it('are named all at once', () => {
    expect(faultsOf(withQueue({ memory: 1, concurrency: 1, window: '6m' }))).toHaveLength(3);
  });
});
