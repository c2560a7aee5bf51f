import { describe, expect, it } from 'vitest';
import type { JobContext, JobType } from '../../../functions/core/define-job.ts';
import { GoOnLater, PermanentError, RetryLater } from '../../../functions/core/job-error.ts';
import { type Run, runJob } from '../../../functions/core/run-job.ts';
import type { Outcome } from '../../../functions/core/settle.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { testJobs } from '../../support/protocol/test-jobs.ts';

type Job = (signal: AbortSignal) => unknown;

interface Given extends Partial<Pick<Run, 'finish'>> {
  readonly attempt?: number;
  readonly type?: Partial<JobType>;
  /** Milliseconds left of the function. */
  readonly left?: number;
  /** Milliseconds after which the attempt is told so. */
  readonly cancelAfter?: number;
  readonly shutdownAfter?: number;
}

/** One attempt of a task with a timeout of 30 s, three attempts, and a backoff of 10 s. */
function setup(job: Job, given: Given = {}) {
  const world = createWorld();
  const begin = world.clock.now();
  const { task } = testJobs(
    () => begin,
    (_, { signal }) => job(signal),
  );
  const [cancelled, shutdown] = [new AbortController(), new AbortController()];
  const { cancelAfter, shutdownAfter } = given;
  if (cancelAfter !== undefined) {
    void world.clock.wait(cancelAfter).then(() => cancelled.abort());
  }
  if (shutdownAfter !== undefined) {
    void world.clock.wait(shutdownAfter).then(() => shutdown.abort());
  }
  const record = newRecord({ id: 'job', attempt: given.attempt ?? 1, maxAttempts: 3 });
  const goingOn: Promise<unknown>[] = [];
  let finished = 0;
  const running = runJob(
    { ...world.ports, random: () => 0 },
    {
      type: { ...task, ...given.type },
      record,
      payload: {},
      signals: {
        cancelled: cancelled.signal,
        shutdown: shutdown.signal,
        deadline: begin + (given.left ?? 300_000),
      },
      context: { job: record } as unknown as Omit<JobContext, 'signal'>,
      finish: async () => {
        finished += 1;
        await given.finish?.();
      },
      goesOn: (work) => void goingOn.push(work),
    },
  );
  const end = async (ms = 0): Promise<Outcome> => {
    await world.clock.advance(ms);
    return running;
  };
  return { world, begin, end, goingOn, finished: () => finished };
}

const never: Job = () => new Promise(() => {});
const listens: Job = (signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
const throws = (error: unknown): Job => {
  return () => {
    throw error;
  };
};
const threw = (error: object) => ({ status: 'retrying', delay: 5_000, error });

describe('what an attempt returns', () => {
  it.each([
    ['an object', { a: [1] }, '{"a":[1]}'],
    ['nothing', undefined, 'null'],
    ['null', null, 'null'],
    ['a function, which JSON knows nothing of', () => 1, 'null'],
  ])('is its result as JSON text: %s', async (_, value, result) => {
    expect(await setup(() => value).end()).toEqual({ status: 'succeeded', result });
  });

  it('may have 350,000 bytes of JSON, and not one more', async () => {
    const [most, more] = ['x'.repeat(349_998), 'x'.repeat(349_999)];

    expect(await setup(() => most).end()).toMatchObject({ status: 'succeeded' });
    expect(await setup(() => more).end()).toMatchObject({
      status: 'failed',
      error: {
        code: 'result-too-large',
        name: 'RangeError',
        message:
          'The result is 350001 bytes of JSON, over the limit of 350000: store it elsewhere and return where it is',
      },
    });
  });

  it('fails for good if JSON cannot hold it', async () => {
    expect(await setup(() => 1n).end()).toMatchObject({
      status: 'failed',
      error: {
        code: 'permanent',
        name: 'TypeError',
        message: expect.stringContaining('run returned what JSON cannot hold: '),
      },
    });
  });

  it('counts only when what it began has ended well', async () => {
    const finish = () => Promise.reject(new Error('The child is lost'));

    const { end, finished } = setup(() => null, { finish });

    expect(await end()).toMatchObject(threw({ code: 'threw', message: 'The child is lost' }));
    expect(finished()).toBe(2);
  });
});

describe('what an attempt throws', () => {
  it('is tried again after the backoff, and shows name, message and place', async () => {
    const { begin, end } = setup(throws(new TypeError('no luck')));

    const outcome = await end();

    expect(outcome).toMatchObject(
      threw({ code: 'threw', name: 'TypeError', message: 'no luck', attempt: 1, at: begin }),
    );
    expect(outcome).toHaveProperty('error.stack');
  });

  it('fails the job at the last attempt', async () => {
    expect(await setup(throws(new Error('no luck')), { attempt: 3 }).end()).toMatchObject({
      status: 'failed',
      error: { code: 'threw', message: 'no luck', attempt: 3 },
    });
  });

  it('fails the job at once if it is permanent, with its place', async () => {
    expect(await setup(throws(new PermanentError('never'))).end()).toMatchObject({
      status: 'failed',
      error: { code: 'permanent', name: 'PermanentError', stack: expect.any(String) },
    });
  });

  it('sets its own delay', async () => {
    const outcome = await setup(throws(new RetryLater('5m'))).end();

    expect(outcome).toMatchObject({
      status: 'retrying',
      delay: 300_000,
      error: { message: 'The job asked to be run again in 5m' },
    });
  });

  it('sets no delay by a field of that name alone', async () => {
    const error = Object.assign(new Error('no luck'), { delay: 60_000 });

    expect(await setup(throws(error)).end()).toMatchObject({ delay: 5_000 });
  });

  it('goes on at once where it says that a part is done', async () => {
    expect(await setup(throws(new GoOnLater('more'))).end()).toEqual({ status: 'interrupted' });
  });

  it('is cut: a name to 100 characters, a message to 8,000', async () => {
    const error = Object.assign(new Error('m'.repeat(9_000)), { name: 'n'.repeat(101) });

    expect(await setup(throws(error)).end()).toMatchObject(
      threw({ name: 'n'.repeat(100), message: 'm'.repeat(8_000) }),
    );
  });
});

describe('a payload that its schema refuses', () => {
  it('fails the job for good, with every fault and where it is', async () => {
    const validate = async () => ({
      ok: false as const,
      issues: [
        { pointer: '/userId', detail: 'Expected a string' },
        { pointer: '', detail: 'Expected an object' },
      ],
    });

    const outcome = await setup(() => null, { type: { validate } }).end();

    expect(outcome).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalid-payload',
        name: 'Error',
        message: '/userId: Expected a string; /: Expected an object',
      },
    });
    expect(outcome).not.toHaveProperty('error.stack');
  });
});

describe('an attempt whose timeout is over', () => {
  const timedOut = {
    code: 'timed-out',
    name: 'TimeoutError',
    message: 'The attempt was still running after its timeout of 30s',
  };

  it('is timed out if it ends by its signal, and nothing of it goes on', async () => {
    const { end, goingOn } = setup(listens);

    const outcome = await end(30_000);

    expect(outcome).toMatchObject(threw(timedOut));
    expect(outcome).not.toHaveProperty('error.stack');
    expect(goingOn).toEqual([]);
  });

  it('has a second to return all the same', async () => {
    const { world, end } = setup(() => world.clock.wait(30_999).then(() => 'just in time'));

    expect(await end(30_999)).toEqual({ status: 'succeeded', result: '"just in time"' });
  });

  it('is given up then, is said to go on, and may begin nothing more', async () => {
    const { world, end, goingOn, finished } = setup(() => world.clock.wait(40_000));

    expect(await end(31_000)).toMatchObject(threw(timedOut));
    expect(goingOn).toHaveLength(1);
    expect(finished()).toBe(1);
    await world.clock.advance(9_000);
    expect(await goingOn[0]).toMatchObject({ how: 'returned' });
  });

  it('fails the job at the last attempt', async () => {
    expect(await setup(never, { attempt: 3 }).end(31_000)).toMatchObject({
      status: 'failed',
      error: timedOut,
    });
  });

  it('fails it for good if it throws a permanent error then', async () => {
    const { world, end } = setup(async () => {
      await world.clock.wait(30_500);
      throw new PermanentError('never');
    });

    expect(await end(30_500)).toMatchObject({ status: 'failed', error: { code: 'permanent' } });
  });
});

describe('an attempt whose function ends', () => {
  it('is told three seconds before, and says why', async () => {
    const { end } = setup(listens, { left: 20_000 });

    expect(await end(17_000)).toMatchObject(
      threw({
        code: 'timed-out',
        message:
          "The attempt was still running when its function's time was over, before its timeout of 30s",
      }),
    );
  });

  it('is given up a second later', async () => {
    const { world, begin, end, goingOn } = setup(never, { left: 20_000 });

    await end(18_000);

    expect(world.clock.now() - begin).toBe(18_000);
    expect(goingOn).toHaveLength(1);
  });
});

describe('an attempt that is cancelled', () => {
  it('ends as cancelled if it throws, whatever it throws', async () => {
    expect(await setup(listens, { cancelAfter: 1_000 }).end(1_000)).toEqual({
      status: 'cancelled',
    });
    const { world, end } = setup(
      async () => {
        await world.clock.wait(2_000);
        throw new PermanentError('never');
      },
      { cancelAfter: 1_000 },
    );
    expect(await end(2_000)).toEqual({ status: 'cancelled' });
  });

  it('may return until its timeout is over', async () => {
    const { world, end } = setup(() => world.clock.wait(30_900).then(() => 1), {
      cancelAfter: 1_000,
    });

    expect(await end(30_900)).toEqual({ status: 'succeeded', result: '1' });
  });

  it('is given up then, as cancelled', async () => {
    expect(await setup(never, { cancelAfter: 1_000 }).end(31_000)).toEqual({
      status: 'cancelled',
    });
  });
});

describe('an attempt at a shutdown', () => {
  it('is interrupted if it throws', async () => {
    expect(await setup(listens, { shutdownAfter: 1_000 }).end(1_000)).toEqual({
      status: 'interrupted',
    });
  });

  it('has ten seconds to end', async () => {
    const { world, end } = setup(() => world.clock.wait(10_999).then(() => 1), {
      shutdownAfter: 1_000,
    });

    expect(await end(10_999)).toEqual({ status: 'succeeded', result: '1' });
    expect(await setup(never, { shutdownAfter: 1_000 }).end(11_000)).toEqual({
      status: 'interrupted',
    });
  });

  it('fails for good if it throws a permanent error', async () => {
    const { world, end } = setup(
      async () => {
        await world.clock.wait(2_000);
        throw new PermanentError('never');
      },
      { shutdownAfter: 1_000 },
    );

    expect(await end(2_000)).toMatchObject({ status: 'failed', error: { code: 'permanent' } });
  });
});

describe('the signal of an attempt', () => {
  it.each<[string, Given, number]>([
    ['TimeoutError', {}, 30_000],
    ['CancelError', { cancelAfter: 1_000 }, 1_000],
    ['ShutdownError', { shutdownAfter: 1_000 }, 1_000],
    ['DeadlineError', { left: 20_000 }, 17_000],
    ['CancelError', { cancelAfter: 1_000, shutdownAfter: 2_000 }, 2_000],
    ['ShutdownError', { cancelAfter: 2_000, shutdownAfter: 1_000 }, 2_000],
  ])('has a reason named %s for %o', async (name, given, ms) => {
    const signals: AbortSignal[] = [];
    const { world } = setup((signal) => {
      signals.push(signal);
      return never(signal);
    }, given);

    await world.clock.advance(ms);

    expect(signals[0]?.reason).toBeInstanceOf(Error);
    expect(signals[0]?.reason).toMatchObject({ name, message: expect.stringMatching(/.{20}/) });
  });

  it('leaves no timer when the attempt is over', async () => {
    const { world, end } = setup(() => null);

    await end();

    expect(world.clock.next()).toBeUndefined();
  });
});
