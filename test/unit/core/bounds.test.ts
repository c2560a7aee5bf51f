import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { hashOfKey, idOfApiKey, newApiKey, wholeAccess } from '../../../functions/core/api-key.ts';
import { exponential, wholeDelay } from '../../../functions/core/backoff.ts';
import { defineJob, type JobOptions } from '../../../functions/core/define-job.ts';
import { longestDelay, milliseconds } from '../../../functions/core/duration.ts';
import { cron, every } from '../../../functions/core/fixed-schedule.ts';
import { RetryLater } from '../../../functions/core/job-error.ts';
import { isTag } from '../../../functions/core/job-limits.ts';
import { policyAttempts, registerJobs } from '../../../functions/core/job-registry.ts';
import {
  defineQueues,
  isSystemQueue,
  scheduleQueue,
  systemQueue,
} from '../../../functions/core/queue-settings.ts';
import { isScheduleName } from '../../../functions/core/schedule.ts';
import { isTenantName } from '../../../functions/core/tenant-name.ts';
import { originFault, readOrigins } from '../../../functions/core/web-origins.ts';

const input = v.object({ to: v.optional(v.string()) });

function job(options: Partial<JobOptions<string, typeof input, unknown>> = {}) {
  return defineJob({ name: 'task', input, run: async () => null, ...options });
}

/** What an error says; fails if there is none. */
function refusal(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was refused');
}

describe('a job type', () => {
  it.each<[string, Parameters<typeof job>[0]]>([
    ['a name of one letter', { name: 'a' }],
    ['a name of 64 characters', { name: `a${'-'.repeat(63)}` }],
    ['one attempt', { retry: { attempts: 1 } }],
    ['50 attempts', { retry: { attempts: 50 } }],
    ['a timeout of a millisecond', { timeout: '1ms' }],
    ['a timeout of a day', { timeout: '1d' }],
    ['payloads of 2 bytes', { maxPayload: 2 }],
    ['payloads of 350,000 bytes', { maxPayload: 350_000 }],
  ])('may have %s', (_, options) => {
    expect(() => job(options)).not.toThrow();
  });

  it.each<[Parameters<typeof job>[0], string]>([
    [
      { name: '-task' },
      "Expected a job type's name to be 1 to 64 of a-z, 0-9 and '-', beginning with a letter, got '-task'",
    ],
    [
      { name: 'task?' },
      "Expected a job type's name to be 1 to 64 of a-z, 0-9 and '-', beginning with a letter, got 'task?'",
    ],
    [
      { retry: { attempts: 0 } },
      "Expected retry.attempts of job type 'task' to be a whole number from 1 to 50, got 0",
    ],
    [
      { timeout: '0s' },
      "Expected timeout of job type 'task' to be more than 0 and at most 1 day, got 0 ms",
    ],
    [
      { timeout: '25h' },
      "Expected timeout of job type 'task' to be more than 0 and at most 1 day, got 90000000 ms",
    ],
    [
      { maxPayload: 1 },
      "Expected maxPayload of job type 'task' to be a whole number of bytes from 2 to 350000, got 1",
    ],
  ])('%o is refused, with the value', (options, message) => {
    const error = refusal(() => job(options));

    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe(message);
  });

  it('points to what is wrong with the escapes of a JSON pointer', async () => {
    const odd = defineJob({
      name: 'odd',
      input: v.object({ 'a/b~c': v.array(v.string()) }),
      run: async () => null,
    });

    const [inside, whole] = [await odd.validate({ 'a/b~c': [1] }), await odd.validate(7)];

    expect(inside).toMatchObject({ ok: false, issues: [{ pointer: '/a~1b~0c/0' }] });
    expect(whole).toMatchObject({
      ok: false,
      issues: [{ pointer: '', detail: expect.stringContaining('Expected Object') }],
    });
  });

  it('takes paths of plain keys from a schema, as Standard Schema allows', async () => {
    const plain = defineJob({
      name: 'plain',
      input: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: () => ({ issues: [{ message: 'no', path: ['users', 0] }] }),
        },
      },
      run: async () => null,
    });

    expect(await plain.validate({})).toEqual({
      ok: false,
      issues: [{ pointer: '/users/0', detail: 'no' }],
    });
  });
});

describe('a registry', () => {
  const queues = defineQueues({ default: {}, slow: {} });

  it('says what is wrong with a list, and what to do', () => {
    const messages = [
      refusal(() => registerJobs(queues, [job(), job()])),
      refusal(() => registerJobs(queues, [job({ name: 'errand-x' })])),
      refusal(() => registerJobs(queues, [job({ queue: 'fast' })])),
    ].map(({ message }) => message);

    expect(messages).toEqual([
      "Two job types are named 'task': rename one of them",
      "Names that begin with 'errand-' are reserved: rename job type 'errand-x'",
      "Job type 'task' is for queue 'fast', which queues.ts does not define (it has: default, slow)",
    ]);
  });

  it('takes a name that only has the reserved word in it', () => {
    expect(() => registerJobs(queues, [job({ name: 'no-errand-x' })])).not.toThrow();
  });

  it('allows three attempts to a type that it does not know', () => {
    const jobs = registerJobs(queues, [job({ retry: { attempts: 7 } })]);

    expect(policyAttempts(jobs, 'task')).toBe(7);
    expect(policyAttempts(jobs, 'of-the-next-release')).toBe(3);
  });
});

describe('a queue', () => {
  it('keeps every setting that it is given', () => {
    const given = { timeout: '2m', memory: 1_024, concurrency: 3, batch: 5, window: '4s' } as const;

    expect(defineQueues({ all: given }).all).toEqual({
      name: 'all',
      timeout: 120_000,
      memory: 1_024,
      concurrency: 3,
      batch: 5,
      window: 4_000,
    });
    expect(defineQueues({ none: {} }).none).toEqual({
      name: 'none',
      timeout: 300_000,
      memory: 512,
      concurrency: 10,
      batch: 10,
      window: 0,
    });
  });

  it.each(['-a', 'a?', 'a'.repeat(41)])('%s is refused', (name) => {
    expect(refusal(() => defineQueues({ [name]: {} })).message).toBe(
      `Expected a queue's name to be 1 to 40 of a-z, 0-9 and '-', beginning with a letter, got '${name}'`,
    );
  });

  it("of a name that Errand's own has is refused", () => {
    expect(refusal(() => defineQueues({ 'errand-schedules': {} })).message).toBe(
      "The queue 'errand-schedules' is there for Errand's own job types: give yours another name",
    );
    expect([isSystemQueue('errand'), isSystemQueue('default')]).toEqual([true, false]);
  });

  it("of Errand's own has one job in a batch if each may take its whole time", () => {
    expect(systemQueue).toEqual({
      name: 'errand',
      timeout: 900_000,
      memory: 512,
      concurrency: 5,
      batch: 1,
      window: 0,
    });
    expect(scheduleQueue).toEqual({
      name: 'errand-schedules',
      timeout: 90_000,
      memory: 512,
      concurrency: 10,
      batch: 10,
      window: 0,
    });
  });
});

describe('a schedule beside a job type', () => {
  it('says all that is wrong with its payload, and what to change', () => {
    const strict = v.object({ a: v.string('no a'), b: v.string('no b') });
    const define = () =>
      defineJob({
        name: 'task',
        input: strict,
        schedule: every('1h', { payload: { a: 1, b: 2 } as never }),
        run: async () => null,
      });

    expect(refusal(define)).toBeInstanceOf(TypeError);
    expect(refusal(define).message).toBe(
      "The payload of a schedule of job type 'task' does not fit its input (no a; no b): change the payload in cron(…, { payload }) or every(…, { payload })",
    );
  });

  it('may have 20,000 bytes of payload, and not one more', () => {
    const schedule = (bytes: number) => every('1h', { payload: { to: 'x'.repeat(bytes - 9) } });

    expect(() => job({ schedule: schedule(20_000) })).not.toThrow();
    expect(refusal(() => job({ schedule: schedule(20_001) })).message).toBe(
      "The payload of a schedule of job type 'task' is 20001 bytes of JSON, at most 20000 are accepted: store what is large elsewhere and send where it is",
    );
  });

  it('is not asked of a schema that takes its time', () => {
    const slow = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: async () => ({ issues: [{ message: 'no' }] }),
      },
    };
    const define = () =>
      defineJob({ name: 'slow', input: slow, schedule: every('1h'), run: async () => null });

    expect(define).not.toThrow();
  });

  it('needs a name where there are several, of the form of all schedules', () => {
    expect(refusal(() => job({ schedule: [every('1h'), every('2h')] })).message).toBe(
      "Job type 'task' has several schedules: give each a name of its own, such as cron('0 9 * * *', { name: 'mornings' })",
    );
    expect(refusal(() => job({ schedule: every('1h', { name: 'a b' }) })).message).toBe(
      "Expected the name of a schedule to be 1 to 50 characters of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit, got 'task.a b' for job type 'task': shorten the type's name or the schedule's",
    );
  });

  it('is in UTC unless it says where, and keeps its options', () => {
    expect(cron('0 9 * * *')).toEqual({ timing: { cron: '0 9 * * *', timeZone: 'UTC' } });
    expect(every('90s', { name: 'often', paused: true })).toEqual({
      name: 'often',
      paused: true,
      timing: { every: 90_000 },
    });
  });
});

describe('names', () => {
  it.each([
    ['a', true],
    ['9', true],
    ['a'.repeat(50), true],
    ['a'.repeat(51), false],
    ['.a', false],
    ['a b', false],
    ['', false],
  ])('of schedules: %j is %s', (name, expected) => {
    expect(isScheduleName(name)).toBe(expected);
  });

  it.each([
    ['a', true],
    ['a.b_c:d-E9', true],
    ['x'.repeat(64), true],
    ['x'.repeat(65), false],
    ['', false],
    ['a b', false],
    ['ab!', false],
    ['!ab', false],
    [7, false],
  ])('of tags: %j is %s', (tag, expected) => {
    expect(isTag(tag)).toBe(expected);
  });

  it.each([
    ['acme', true],
    ['a.b:c@d-e_F9', true],
    ['x'.repeat(64), true],
    ['x'.repeat(65), false],
    ['', false],
    ['a b', false],
    ['acme!', false],
    ['!acme', false],
    ['system', false],
    [undefined, false],
  ])('of tenants: %j is %s', (name, expected) => {
    expect(isTenantName(name)).toBe(expected);
  });
});

describe('times that are too long', () => {
  it('are refused with the value', () => {
    expect(refusal(() => milliseconds('1w' as never)).message).toBe(
      "Expected a duration such as '500ms', '10s', '15m', '3h' or '7d', got '1w'",
    );
    expect(refusal(() => exponential({ from: '1s', to: '367d' })).message).toBe(
      "Expected 'to' of a backoff to be at most 366d, got '367d'",
    );
    expect(refusal(() => exponential({ from: '1h', to: '10s' })).message).toBe(
      "Expected 'to' of a backoff to be no shorter than its 'from', '1h', got '10s'",
    );
    expect(refusal(() => new RetryLater('367d')).message).toBe(
      "Expected a delay of at most 366d, got '367d'",
    );
  });

  it('begin after 366 days', () => {
    expect(() => exponential({ from: '1s', to: '366d' })).not.toThrow();
    expect(new RetryLater('366d').delay).toBe(longestDelay);
    expect([0, longestDelay, longestDelay + 1, -1, '5'].map(wholeDelay)).toEqual([
      0,
      longestDelay,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('origins of pages', () => {
  it('are read from a list, whatever spaces are in it', () => {
    expect(readOrigins(' https://a.example , http://localhost:5173,, ')).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
    expect(readOrigins('')).toEqual([]);
  });

  it.each([
    '*',
    'https://a.example/',
    'https://a.example/path',
    'https://a.example:443',
    'https://A.example',
    'ftp://a.example',
    'a.example',
    'null',
  ])('are none: %s', (text) => {
    const fault = `Expected an origin such as 'https://app.example.com', without a path, got '${text}': name each one whose pages may call the API`;

    expect(originFault(text)).toBe(fault);
    expect(refusal(() => readOrigins(`https://a.example,${text}`)).message).toBe(fault);
  });
});

describe('API keys', () => {
  it('are 256 random bits behind a prefix', () => {
    const keys = [newApiKey(), newApiKey()];

    expect(keys[0]).toMatch(/^errand_[\w-]{43}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('are known by their SHA-256, and told in lists by its first 12 digits', () => {
    const sha256 = hashOfKey('errand_x');

    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sha256).not.toBe(hashOfKey('errand_y'));
    expect(idOfApiKey(sha256)).toBe(sha256.slice(0, 12));
  });

  it('of a new installation may do everything for the tenant default', () => {
    expect(wholeAccess).toEqual({
      tenant: 'default',
      scopes: ['enqueue', 'read', 'manage', 'admin'],
    });
  });
});
