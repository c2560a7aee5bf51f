import { describe, expect, it } from 'vitest';
import { stackOf } from '../../../functions/core/describe-error.ts';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { readBodies } from '../../../functions/core/read-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

async function errorOf(code: Code, ports = createWorld()) {
  const kit = testJobs(() => ports.clock.now(), code);
  // It takes most of the room that the record has.
  await enqueueOne(ports.ports, kit.task, { id: 'job', payload: 'x'.repeat(400) });
  await new Platform(ports, kit.jobs).drain();
  const record = await ports.store.get('job');
  if (record === undefined) throw new Error('There is no job');
  return { record, ...(await readBodies(ports.ports, record)) };
}

describe('the stack of an error', () => {
  it('is where the code threw, and is kept beside a record that has no room for it', async () => {
    const { record, error } = await errorOf(function breaks() {
      throw new PermanentError('no luck');
    });

    expect(error?.stack).toMatch(/^ +at breaks \(.*stack\.test\.ts:\d+:\d+\)/);
    expect(record.error).toMatchObject({ message: 'no luck' });
    expect(record.error).not.toHaveProperty('stack');
    expect(record.outcomeAt).toBe(1);
  });

  it.each<[string, Code]>([
    ['threw what is no error', () => Promise.reject('a text')],
    ['overran its timeout', () => new Promise(() => {})],
    ['returned what JSON cannot hold', () => 1n],
  ])('is none when the code %s', async (_, code) => {
    const { error } = await errorOf(code);

    expect(error).toBeDefined();
    expect(error).not.toHaveProperty('stack');
  });

  it('does not take the place of a message that fits', async () => {
    const message = 'm'.repeat(200);
    const { record } = await errorOf(() => {
      throw new PermanentError(message);
    });

    expect(record.error?.message).toBe(message);
  });
});

describe('stackOf', () => {
  it('goes on with what caused an error, each with its name and message', () => {
    const cause = new TypeError('the socket is closed', { cause: new RangeError('port 0') });

    const lines = stackOf(new Error('fetch failed', { cause }))?.split('\n') ?? [];

    expect(lines.filter((line) => !/^ +at /.test(line))).toEqual([
      'Caused by TypeError: the socket is closed',
      'Caused by RangeError: port 0',
    ]);
  });

  it('ends, also where causes go round in a circle, and is cut', () => {
    const error = new Error('x'.repeat(9_000));
    error.cause = error;

    expect(stackOf(error)).toHaveLength(4_000);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'broken'],
    ['an error without a stack', Object.assign(new Error('x'), { stack: undefined })],
    [
      'an error whose stack cannot be read',
      Object.defineProperty(new Error('x'), 'stack', {
        get() {
          throw new Error('no');
        },
      }),
    ],
  ])('is undefined for %s', (_, thrown) => {
    expect(stackOf(thrown)).toBeUndefined();
  });
});
