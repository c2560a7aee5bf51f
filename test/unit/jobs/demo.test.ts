import { describe, expect, it } from 'vitest';
import { PermanentError, RetryLater } from '../../../functions/core/job-error.ts';
import { demo } from '../../../functions/jobs/demo.ts';
import { faultsOf, runJob } from './run-job.ts';

describe('demo', () => {
  it('has three attempts of ten seconds on a queue of its own, and waits from one second on', () => {
    const waits = [1, 2, 3].map((attempt) => demo.backoff(attempt));

    expect(demo).toMatchObject({ queue: 'demo', maxAttempts: 3, timeout: 10_000 });
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it.each([[{ a: [1, null, '\u0000\uFFFE😀'] }], ['text'], [null], [false]])(
    'gives back what it is to echo: %j',
    async (echo) => {
      const { result } = runJob(demo, { echo });

      expect(await result).toEqual({ echo });
    },
  );

  it('succeeds without any wish', async () => {
    const { result } = runJob(demo, {});

    expect(JSON.stringify(await result)).toBe('{}');
  });

  it('throws an error that is worth another attempt', async () => {
    const { result } = runJob(demo, { outcome: 'throw' });

    const error = await result.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentError);
  });

  it('throws a permanent error', async () => {
    const { result } = runJob(demo, { outcome: 'permanent' });

    await expect(result).rejects.toBeInstanceOf(PermanentError);
  });

  it.each([1, 2])('throws in attempt %i when two attempts are to fail', async (attempt) => {
    const { result } = runJob(demo, { failures: 2 }, { attempt });

    await expect(result).rejects.toThrow(`Attempt ${attempt} fails`);
  });

  it('asks in its failures to be run again when the payload says', async () => {
    const { result } = runJob(demo, { failures: 1, retryInMs: 90_000 });

    const error = await result.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ delay: 90_000, message: expect.stringContaining('Attempt 1') });
  });

  it('does its outcome once the failures are over', async () => {
    const { result } = runJob(demo, { failures: 2, echo: 'done' }, { attempt: 3 });

    expect(await result).toEqual({ echo: 'done' });
  });

  it('ends its sleep with the reason of its signal', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');
    const { result } = runJob(demo, { sleepMs: 3_600_000 }, { signal: cancel.signal });
    const ended = result.catch((error: unknown) => error);

    cancel.abort(reason);

    expect(await ended).toBe(reason);
  });

  it('sleeps before it does its outcome', async () => {
    const order: string[] = [];
    const sleeping = runJob(demo, { sleepMs: 1, outcome: 'throw' }).result.catch(() => {
      order.push('threw');
    });
    const instant = runJob(demo, {}).result.then(() => order.push('succeeded'));

    await Promise.all([sleeping, instant]);

    expect(order).toEqual(['succeeded', 'threw']);
  });

  it.each([
    [{ sleepMs: -1 }, '/sleepMs: Invalid value: Expected >=0 but received -1'],
    [{ sleepMs: 1.5 }, '/sleepMs: Invalid integer: Received 1.5'],
    [{ failures: '2' }, '/failures: Invalid type: Expected number but received "2"'],
    [{ sleep: 1 }, '/sleep: Invalid key: Expected never but received "sleep"'],
  ])('refuses the payload %j', async (payload, fault) => {
    const faults = await faultsOf(demo, payload);

    expect(faults).toEqual([fault]);
  });
});
