import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { findType, registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';

const queues = defineQueues({ default: {} });

function job(
  name: string,
  options: { queue?: string; attempts?: number; maxPayload?: number } = {},
) {
  return defineJob({
    name,
    input: v.object({ users: v.array(v.object({ email: v.pipe(v.string(), v.email()) })) }),
    ...(options.queue !== undefined && { queue: options.queue }),
    ...(options.maxPayload !== undefined && { maxPayload: options.maxPayload }),
    ...(options.attempts !== undefined && { retry: { attempts: options.attempts } }),
    run: async ({ users }) => users.length,
  });
}

describe('defineJob', () => {
  it('has defaults', () => {
    const type = job('task');

    expect(type).toMatchObject({
      queue: 'default',
      maxAttempts: 3,
      timeout: 60_000,
      maxPayload: 350_000,
    });
    expect(type.backoff(1)).toBe(10_000);
    expect(type.backoff(100)).toBe(3_600_000);
  });

  it('points to what is wrong in a payload', async () => {
    const validated = await job('task').validate({
      users: [{ email: 'a@b.cd' }, { email: 'none' }],
    });

    expect(validated).toMatchObject({ ok: false, issues: [{ pointer: '/users/1/email' }] });
  });

  it.each(['', 'Task', '1task', 'a b', 'a'.repeat(65)])('refuses the name %j', (name) => {
    expect(() => job(name)).toThrow(`got '${name}'`);
  });

  it.each([0, 51, 1.5])('refuses %s attempts', (attempts) => {
    expect(() => job('task', { attempts })).toThrow(`got ${attempts}`);
  });

  it.each([0, 1.5, 350_001])('refuses %s bytes as the longest payload', (maxPayload) => {
    expect(() => job('task', { maxPayload })).toThrow(`got ${maxPayload}`);
  });
});

describe('defineJob, in code whose types nobody has checked,', () => {
  const whole = { name: 'task', input: v.object({}), run: async () => {} };

  it.each<[object, string]>([
    [{ name: undefined }, "beginning with a letter, got 'undefined'"],
    [{ name: ['a'] }, "beginning with a letter, got 'a'"],
    [
      { input: undefined },
      "Expected input of job type 'task' to be a schema, such as v.object({}) of Valibot, got undefined",
    ],
    [{ input: {} }, 'to be a schema'],
    [{ run: undefined }, "Expected run of job type 'task' to be a function, got undefined"],
    [
      { retry: 5 },
      "Expected retry of job type 'task' to be an object such as { attempts: 5 }, got 5",
    ],
    [
      { retry: { backoff: '10s' } },
      "Expected retry.backoff of job type 'task' to be a function, such as exponential({ from: '10s', to: '1h' }), got 10s",
    ],
  ])('refuses %j with a word on what it has to be', (changes, told) => {
    expect(() => defineJob({ ...whole, ...changes })).toThrow(told);
  });
});

describe('registerJobs', () => {
  it.each([1, undefined, null, {}])('refuses %j, which is no job type', (type) => {
    expect(() => registerJobs(queues, [type as never])).toThrow(
      'Expected each job type to be what defineJob returns, got',
    );
  });

  it('finds types by name, and nothing else', () => {
    const jobs = registerJobs(queues, [job('one'), job('two')]);

    expect(findType(jobs, 'two')?.name).toBe('two');
    expect(findType(jobs, 'three')).toBeUndefined();
    expect(findType(jobs, 'constructor')).toBeUndefined();
  });

  it("adds Errand's own queue to those of the program", () => {
    expect(Object.keys(registerJobs(queues, []).queues)).toEqual([
      'default',
      'errand',
      'errand-schedules',
    ]);
  });

  it('refuses two types with one name, reserved names and queues that do not exist', () => {
    expect(() => registerJobs(queues, [job('one'), job('one')])).toThrow("named 'one'");
    expect(() => registerJobs(queues, [job('errand-x')])).toThrow('reserved');
    expect(() => registerJobs(queues, [job('one', { queue: 'errand' })])).toThrow("queue 'errand'");
    expect(() => registerJobs(queues, [job('one', { queue: 'slow' })])).toThrow(
      "queue 'slow', which queues.ts does not define (it has: default)",
    );
  });
});

describe('defineQueues', () => {
  it('fills in what is left out', () => {
    expect(defineQueues({ slow: { timeout: '15m' } }).slow).toEqual({
      name: 'slow',
      timeout: 900_000,
      memory: 512,
      concurrency: 10,
      batch: 10,
      window: 0,
    });
  });

  it('refuses a name that cannot be part of a resource’s, and the one of Errand’s own queue', () => {
    expect(() => defineQueues({ 'Slow Lane': {} })).toThrow("got 'Slow Lane'");
    expect(() => defineQueues({ errand: {} })).toThrow("The queue 'errand' is there for Errand");
  });
});
