import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, expectTypeOf, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { runJob } from '../../../testing/run-job.ts';

const signUp = defineJob({
  name: 'sign-up',
  input: v.object({ name: v.pipe(v.string(), v.nonEmpty()), age: v.optional(v.number(), 18) }),
  retry: { attempts: 4 },
  async run({ name, age }, { job, log, progress, enqueue, signal }) {
    if (name === 'nobody') throw new PermanentError('There is no such person');
    if (name === 'slow') await setTimeout(60_000, undefined, { signal });
    progress(0.5, 'half');
    log.info('Signed up', { age });
    const mail = await enqueue('send-email', { to: name }, { key: 'mail' });
    return { mail, attempt: job.attempt, of: job.maxAttempts };
  },
});

it('runs one attempt, and shows what it returned and what it asked for', async () => {
  const ran = await runJob(signUp, { name: 'ada' });

  expect(ran).toEqual({
    result: { mail: 'child-1', attempt: 1, of: 4 },
    enqueued: [
      { id: 'child-1', type: 'send-email', payload: { to: 'ada' }, options: { key: 'mail' } },
    ],
    progress: [{ fraction: 0.5, note: 'half' }],
    log: [{ level: 'info', message: 'Signed up', fields: { age: 18 } }],
  });
  expectTypeOf(ran.result.mail).toEqualTypeOf<string>();
});

it('is whichever attempt the test says', async () => {
  const { result } = await runJob(signUp, { name: 'ada' }, { attempt: 3 });

  expect(result.attempt).toBe(3);
});

it('rejects with what the code threw', async () => {
  const running = runJob(signUp, { name: 'nobody' });

  await expect(running).rejects.toThrow(PermanentError);
});

it('ends code that listens to its signal', async () => {
  const stop = new AbortController();
  const running = runJob(signUp, { name: 'slow' }, { signal: stop.signal });

  stop.abort();

  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

it('says what the schema refuses', async () => {
  const running = runJob(signUp, { name: '' });

  await expect(running).rejects.toThrow(
    /^Job type 'sign-up' refuses the payload: \/name: Invalid length/,
  );
});
