import { availableParallelism } from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Ending, Environment } from '../../../../local/environments/environment.ts';
import { EnvironmentPool } from '../../../../local/environments/environment-pool.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const invocation = { requestId: 'r', event: { Records: [] }, now: 0 };
const minute = 60_000;

it('starts the first environment at once and says when it is free', async () => {
  const { pool, started, onFree } = setup();

  const slot = pool.take();
  await started[0]?.becomeReady();

  expect(slot).toBeUndefined();
  expect(onFree).toHaveBeenCalledOnce();
  expect(pool.take()).toBeDefined();
});

it('starts another only when none has become free for a tenth of a second', async () => {
  const { pool, started } = setup();
  await occupy(pool, started);

  pool.take();
  await vi.advanceTimersByTimeAsync(99);
  const early = started.length;
  await vi.advanceTimersByTimeAsync(1);

  expect(early).toBe(1);
  expect(started).toHaveLength(2);
});

it('starts one at a time, and never more than its limit', async () => {
  const { pool, started } = setup({ limit: 3 });
  await occupy(pool, started);

  pool.take();
  await vi.advanceTimersByTimeAsync(1_000);
  const whileStarting = started.length;
  for (let round = 0; round < 5; round += 1) {
    await started.at(-1)?.becomeReady();
    while (pool.take() !== undefined);
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect(whileStarting).toBe(2);
  expect(started).toHaveLength(3);
});

it('starts no more than there are processors while environments keep becoming free', async () => {
  const { pool, started } = setup({ limit: 100 });
  await occupy(pool, started);

  for (let round = 0; round < 200; round += 1) {
    pool.take();
    for (const environment of started) {
      await environment.becomeReady();
      await environment.end({ how: 'returned', response: undefined });
    }
    while (pool.take()?.invoke(invocation) !== undefined);
    await vi.advanceTimersByTimeAsync(50);
  }

  expect(started).toHaveLength(Math.max(1, availableParallelism()));
});

it('starts no other when nothing waits any more', async () => {
  const { pool, started } = setup();
  await occupy(pool, started);

  pool.take();
  pool.rest();
  await vi.advanceTimersByTimeAsync(minute);

  expect(started).toHaveLength(1);
});

it('uses the same environment again', async () => {
  const { pool, started } = setup();
  pool.take();
  await started[0]?.becomeReady();

  const ending = pool.take()?.invoke(invocation);
  await started[0]?.end({ how: 'threw', error: 'e' });

  expect(await ending).toEqual({ how: 'threw', error: 'e' });
  expect(pool.take()).toBeDefined();
  expect(started).toHaveLength(1);
});

it('starts another in place of one that ended', async () => {
  const { pool, started } = setup();
  await occupy(pool, started);

  await started[0]?.die();
  const slot = pool.take();

  expect(slot).toBeUndefined();
  expect(started).toHaveLength(2);
});

it('does not hand out one that ended while it was idle', async () => {
  const { pool, started } = setup();
  pool.take();
  await started[0]?.becomeReady();

  await started[0]?.die();

  expect(pool.take()).toBeUndefined();
  expect(started).toHaveLength(2);
});

it('ends what was idle for three minutes', async () => {
  const { pool, started } = setup();
  pool.take();
  await started[0]?.becomeReady();
  pool.rest();

  await vi.advanceTimersByTimeAsync(3 * minute - 1);
  const before = started[0]?.kill.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1);

  expect(before).toBe(0);
  expect(started[0]?.kill).toHaveBeenCalledOnce();
  expect(pool.take()).toBeUndefined();
});

it('waits longer and longer with code that fails as it is loaded', async () => {
  const { pool, started, log, onFree } = setup();
  onFree.mockImplementation(() => void pool.take());

  pool.take();
  await started[0]?.die();
  await vi.advanceTimersByTimeAsync(999);
  const early = started.length;
  await vi.advanceTimersByTimeAsync(1);
  await started[1]?.die();
  await vi.advanceTimersByTimeAsync(1_999);
  const stillEarly = started.length;
  await vi.advanceTimersByTimeAsync(1);

  expect([early, stillEarly, started.length]).toEqual([1, 2, 3]);
  expect(log[0]?.message).toContain("queue 'demo' ended before it was ready: it died");
});

it('runs new code in new environments and lets the old ones end their work', async () => {
  const { pool, started } = setup();
  pool.take();
  await started[0]?.becomeReady();
  const ending = pool.take()?.invoke(invocation);

  pool.renew();
  const killedAtWork = started[0]?.kill.mock.calls.length;
  await started[0]?.end({ how: 'returned', response: 1 });

  expect(await ending).toEqual({ how: 'returned', response: 1 });
  expect(killedAtWork).toBe(0);
  expect(started[0]?.kill).toHaveBeenCalledOnce();
});

it('tells all to shut down, and starts no more', async () => {
  const { pool, started } = setup();
  await occupy(pool, started);

  pool.shutDown();
  pool.take();
  await vi.advanceTimersByTimeAsync(minute);

  expect(started).toHaveLength(1);
  expect(started[0]?.shutDown).toHaveBeenCalledOnce();
});

type Fake = ReturnType<typeof fakeEnvironment>;

function setup({ limit = 10 } = {}) {
  const started: Fake[] = [];
  const onFree = vi.fn();
  const { ports, log } = createWorld();
  const pool = new EnvironmentPool({
    name: 'demo',
    limit,
    log: ports.log,
    start: () => {
      const environment = fakeEnvironment();
      started.push(environment);
      return environment;
    },
    onFree,
  });
  return { pool, started, onFree, log };
}

/** The first environment is ready and busy. */
async function occupy(pool: EnvironmentPool, started: readonly Fake[]): Promise<void> {
  pool.take();
  await started[0]?.becomeReady();
  void pool.take()?.invoke(invocation);
}

function fakeEnvironment() {
  const ready = Promise.withResolvers<boolean>();
  const gone = Promise.withResolvers<string>();
  let ended = Promise.withResolvers<Ending>();
  const settled = () => vi.advanceTimersByTimeAsync(0);
  return {
    ready: ready.promise,
    gone: gone.promise,
    invoke: () => {
      ended = Promise.withResolvers();
      return ended.promise;
    },
    shutDown: vi.fn(),
    kill: vi.fn(() => gone.resolve('it was killed')),
    becomeReady: async () => {
      ready.resolve(true);
      await settled();
    },
    end: async (ending: Ending) => {
      ended.resolve(ending);
      await settled();
    },
    die: async () => {
      ready.resolve(false);
      ended.resolve({ how: 'died', reason: 'it died' });
      gone.resolve('it died');
      await settled();
    },
  } satisfies Environment & Record<string, unknown>;
}
