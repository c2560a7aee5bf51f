import { describe, expect, it } from 'vitest';
import { PermanentError, RetryLater } from '../../../functions/core/job-error.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

function setup(code: Code) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

function only(records: readonly JobRecord[]): JobRecord {
  const [record] = records;
  if (record === undefined || records.length > 1) throw new Error(`${records.length} records`);
  return record;
}

describe('runBatch', () => {
  it('runs a job and records its result', async () => {
    const { world, task, platform } = setup((payload) => ({ got: payload }));
    await enqueueOne(world.ports, task, { payload: { n: 1 } });

    await platform.invoke('default');

    expect(only(world.store.all())).toMatchObject({
      status: 'succeeded',
      attempt: 1,
      result: '{"got":{"n":1}}',
    });
    expect(world.queue.all()).toEqual([]);
  });

  it('retries with growing delays and fails after the last attempt, with its error', async () => {
    const { world, task, starts, platform } = setup(() => {
      throw new Error('no luck');
    });
    await enqueueOne(world.ports, task);

    await platform.drain();

    const [first, second, third] = starts.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(5_000);
    expect(second - first).toBeLessThanOrEqual(11_000);
    expect(third - second).toBeGreaterThanOrEqual(10_000);
    expect(third - second).toBeLessThanOrEqual(21_000);
    const record = only(world.store.all());
    expect(record).toMatchObject({
      status: 'failed',
      attempt: 3,
      error: { code: 'threw', message: 'no luck', attempt: 3 },
    });
    expect(record.history.map(({ status }) => status)).toEqual([
      'queued',
      'running',
      'retrying',
      'running',
      'retrying',
      'running',
      'failed',
    ]);
  });

  it('ends a job at once on a PermanentError', async () => {
    const { world, task, starts, platform } = setup(() => {
      throw new PermanentError('never again');
    });
    await enqueueOne(world.ports, task);

    await platform.drain();

    expect(starts).toHaveLength(1);
    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      error: { code: 'permanent' },
    });
  });

  it('waits as long as RetryLater says', async () => {
    const { world, task, starts, platform } = setup((_, { job }) => {
      if (job.attempt === 1) throw new RetryLater('5m');
    });
    await enqueueOne(world.ports, task);

    await platform.drain();

    expect((starts[1]?.at ?? 0) - (starts[0]?.at ?? 0)).toBeGreaterThanOrEqual(300_000);
    expect(only(world.store.all()).status).toBe('succeeded');
  });

  it('holds no message while a job waits long for its retry', async () => {
    const { world, slow, starts, platform } = setup((_, { job }) => {
      if (job.attempt === 1) throw new Error('later');
    });
    await enqueueOne(world.ports, slow);

    await platform.invoke('default');

    expect(world.queue.all()).toEqual([]);
    expect(only(world.store.all())).toMatchObject({ status: 'retrying' });
    await platform.drain();
    expect(starts).toHaveLength(2);
    expect((starts[1]?.at ?? 0) - (starts[0]?.at ?? 0)).toBeGreaterThanOrEqual(30 * 60_000);
  });

  it('counts an attempt that goes on after its timeout as timed out', async () => {
    const { world, task, platform } = setup(() => new Promise(() => {}));
    await enqueueOne(world.ports, task);

    await platform.drain();

    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      error: { code: 'timed-out' },
    });
  });

  it('fires the signal with the reason when the timeout is over', async () => {
    const reasons: unknown[] = [];
    const { world, task, platform } = setup(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason.name);
            reject(signal.reason);
          });
        }),
    );
    await enqueueOne(world.ports, task);

    await platform.invoke('default');

    expect(reasons).toEqual(['TimeoutError']);
    expect(only(world.store.all())).toMatchObject({
      status: 'retrying',
      error: { code: 'timed-out' },
    });
  });

  it('keeps a large result in a body of its own', async () => {
    const { world, task, platform } = setup(() => 'x'.repeat(5_000));
    await enqueueOne(world.ports, task);

    await platform.invoke('default');

    const record = only(world.store.all());
    expect(record).toMatchObject({ status: 'succeeded', outcomeAt: 1 });
    expect(await world.store.getBody(record.id, 'RESULT#1')).toBe(
      JSON.stringify('x'.repeat(5_000)),
    );
  });

  it('fails a job whose result is over the limit', async () => {
    const { world, task, platform } = setup(() => 'x'.repeat(350_000));
    await enqueueOne(world.ports, task);

    await platform.invoke('default');

    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      error: { code: 'result-too-large' },
    });
  });

  it('gives the code the payload that was enqueued, however large', async () => {
    const payload = { text: 'ä'.repeat(20_000) };
    const { world, task, starts, platform } = setup(() => null);
    await enqueueOne(world.ports, task, { payload });

    await platform.invoke('default');

    expect(starts.map((start) => start.payload)).toEqual([payload]);
  });

  it('runs a job once whose message is delivered twice in one batch', async () => {
    const { world, task, starts, platform } = setup(() => null);
    await enqueueOne(world.ports, task);
    const [message] = world.queue.all();
    await world.queue.send('default', [{ body: message?.body ?? '', delaySeconds: 0 }]);

    await platform.drain();

    expect(starts).toHaveLength(1);
    expect(only(world.store.all()).status).toBe('succeeded');
  });

  it('records a message that nobody can read as failed, with its body', async () => {
    const { world, platform } = setup(() => null);
    await world.queue.send('default', [{ body: 'no message of ours', delaySeconds: 0 }]);

    await platform.drain();

    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      tenant: 'system',
      type: 'unknown',
      payload: '"no message of ours"',
    });
  });

  it('sends a message of an unknown type anew ten times, then fails its job', async () => {
    const { world, task, platform } = setup(() => null);
    await enqueueOne(world.ports, { ...task, name: 'from-a-newer-release' });
    const begin = world.clock.now();

    await platform.drain();

    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      attempt: 0,
      error: { code: 'unknown-type' },
    });
    expect(world.clock.now() - begin).toBeGreaterThanOrEqual(600_000);
  });

  it('fails a job whose payload no longer fits its schema, without a retry', async () => {
    const { world, task, jobs, starts } = setup(() => null);
    const strict = {
      ...task,
      validate: async () => ({
        ok: false as const,
        issues: [{ pointer: '/userId', detail: 'Expected a string' }],
      }),
    };
    await enqueueOne(world.ports, task);
    const changedJobs = { ...jobs, types: { ...jobs.types, task: strict } };

    await new Platform(world, changedJobs).drain();

    expect(starts).toEqual([]);
    expect(only(world.store.all())).toMatchObject({
      status: 'failed',
      error: { code: 'invalid-payload', message: '/userId: Expected a string' },
    });
  });
});
