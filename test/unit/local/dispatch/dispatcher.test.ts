import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../local/clock/local-clock.ts';
import { VirtualClock } from '../../../../local/clock/virtual-clock.ts';
import { Dispatcher } from '../../../../local/dispatch/dispatcher.ts';
import type { Ending } from '../../../../local/environments/environment.ts';
import type { Invocation } from '../../../../local/environments/wire.ts';
import { openDatabase } from '../../../../local/sqlite/open-database.ts';
import { SqlitePauses } from '../../../../local/sqlite/sqlite-pauses.ts';
import { SqliteQueue } from '../../../../local/sqlite/sqlite-queue.ts';
import { SqliteStore } from '../../../../local/sqlite/sqlite-store.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';
import { fakeCapacity } from '../../../support/local-server/fake-capacity.ts';
import { dataFolder } from '../../../support/local-server/start-local-server.ts';

const source = { queue: 'demo', deadLetters: false };
const start = Date.UTC(2030, 0, 1);

it('delivers messages as soon as they are sent, in batches', async () => {
  const { send, capacity, depth } = setup({ settings: { batch: 2 } });

  await send('a', 'b', 'c');

  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 0 });
  expect(capacity.batches().flat().sort()).toEqual(['a', 'b', 'c']);
  expect(capacity.batches().map(({ length }) => length)).toEqual([2, 1]);
});

it('removes what succeeded and lets come back what failed', async () => {
  const { send, capacity, depth, clock, dispatcher } = setup({
    end: ({ event }) => ({
      how: 'returned',
      response: {
        batchItemFailures: event.Records.filter(
          ({ body, attributes }) => body === 'b' && attributes.ApproximateReceiveCount === '1',
        ).map(({ messageId }) => ({ itemIdentifier: messageId })),
      },
    }),
  });

  await send('a', 'b');
  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 1 });
  clock.moveTo(start + 49_999);
  dispatcher.wake();
  const early = dispatcher.next();
  clock.moveTo(start + 50_000);
  dispatcher.wake();

  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 0 });
  expect(early).toBe(start + 50_000);
  expect(capacity.batches()).toEqual([['a', 'b'], ['b']]);
});

it.each<[string, Ending]>([
  ['threw', { how: 'threw', error: 'Error: no' }],
  ['answered with nonsense', { how: 'returned', response: { batchItemFailures: [{}] } }],
])('keeps the whole batch of a function that %s, until its visibility ends', async (_, ending) => {
  const { send, depth, log, dispatcher } = setup({ end: () => ending });

  await send('a', 'b');

  await expect.poll(() => log.length).toBe(1);
  expect(await depth()).toEqual({ waiting: 0, inFlight: 2 });
  expect(dispatcher.next()).toBe(start + 50_000);
});

it('delivers at once again what an environment took with it, with its leases ended', async () => {
  const { send, capacity, ended, log } = setup({
    end: ({ event }) =>
      event.Records[0]?.attributes.ApproximateReceiveCount === '1'
        ? { how: 'died', reason: 'it exited with code 1' }
        : { how: 'returned', response: undefined },
  });

  await send('a', 'b');

  await expect.poll(() => capacity.invocations.length).toBe(2);
  const requestId = capacity.invocations[0]?.requestId;
  expect(ended).toEqual([`${requestId}#0`, `${requestId}#1`]);
  expect(log).toMatchObject([{ message: expect.stringContaining('it exited with code 1') }]);
});

it('uses all the places there are, and no more', async () => {
  const held = Promise.withResolvers<Ending>();
  const { send, capacity, depth } = setup({
    size: 2,
    settings: { batch: 1 },
    end: () => held.promise,
  });

  await send('a', 'b', 'c');

  await expect.poll(depth).toEqual({ waiting: 1, inFlight: 2 });
  expect(capacity.batches()).toEqual([['a'], ['b']]);
  held.resolve({ how: 'returned', response: undefined });
  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 0 });
});

it('waits for a batch to fill, but not longer than its window', async () => {
  const { send, capacity } = setup({ settings: { batch: 3, window: 300 } });

  await send('a');
  await send('b');
  await send('c');
  await send('d');

  await expect.poll(() => capacity.batches()).toEqual([['a', 'b', 'c'], ['d']]);
});

it('takes no message twice into a batch that waits for longer than its function may run', async () => {
  const { send, capacity, clock, depth, dispatcher } = setup({
    settings: { batch: 3, window: 60_000 },
  });
  await send('a');
  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 1 });

  clock.moveTo(start + 59_999);
  dispatcher.wake();
  await send('b', 'c');

  await expect.poll(() => capacity.invocations.length).toBe(1);
  expect(capacity.batches()).toEqual([['a', 'b', 'c']]);
});

it('is quiet only when nothing runs and nothing could', async () => {
  const held = Promise.withResolvers<Ending>();
  const { send, dispatcher, capacity } = setup({ end: () => held.promise });

  const before = dispatcher.isQuiet();
  await send('a');
  await expect.poll(() => capacity.invocations.length).toBe(1);
  const during = dispatcher.isQuiet();
  held.resolve({ how: 'returned', response: undefined });

  await expect.poll(() => dispatcher.isQuiet()).toBe(true);
  expect([before, during]).toEqual([true, false]);
});

it('gives back what it had received when it is stopped, and receives no more', async () => {
  const { send, dispatcher, capacity, depth } = setup({ settings: { batch: 3, window: 60_000 } });
  await send('a');
  await expect.poll(depth).toEqual({ waiting: 0, inFlight: 1 });

  await dispatcher.stop();
  await send('b');

  expect(await depth()).toEqual({ waiting: 2, inFlight: 0 });
  expect(capacity.batches()).toEqual([]);
  expect(capacity.free).toBe(1);
});

it('lets what is under way end before it has stopped', async () => {
  const held = Promise.withResolvers<Ending>();
  const { send, dispatcher, capacity, depth } = setup({ end: () => held.promise });
  await send('a');
  await expect.poll(() => capacity.invocations.length).toBe(1);

  const stopped = dispatcher.stop();
  held.resolve({ how: 'returned', response: undefined });
  await stopped;

  expect(await depth()).toEqual({ waiting: 0, inFlight: 0 });
});

it('delivers a delayed message by itself when its time comes on the real clock', async () => {
  const { send, capacity } = setup({ clock: systemClock });

  await send({ body: 'later', delaySeconds: 1 });

  await expect.poll(() => capacity.batches(), { timeout: 5_000 }).toEqual([['later']]);
});

it('takes no message while it is paused, and those that wait when it goes on', async () => {
  const { send, capacity, depth, pauses } = setup({});
  await pauses.setPaused('demo', true);

  await send('a', 'b');
  const paused = await depth();
  await pauses.setPaused('demo', false);

  expect(paused).toEqual({ waiting: 2, inFlight: 0 });
  await expect.poll(() => capacity.batches()).toEqual([['a', 'b']]);
});

it('lets what runs end while it is paused, and takes nothing in its place', async () => {
  const held = Promise.withResolvers<Ending>();
  const { send, capacity, depth, pauses, dispatcher } = setup({
    settings: { batch: 1 },
    end: () => held.promise,
  });
  await send('a', 'b');
  await expect.poll(depth).toEqual({ waiting: 1, inFlight: 1 });

  await pauses.setPaused('demo', true);
  held.resolve({ how: 'returned', response: undefined });
  await expect.poll(depth).toEqual({ waiting: 1, inFlight: 0 });

  await expect.poll(() => dispatcher.isQuiet()).toBe(true);
  expect(capacity.batches()).toEqual([['a']]);
});

it('adds nothing to a batch that fills when it is paused', async () => {
  const { send, capacity, pauses } = setup({ settings: { batch: 3, window: 500 } });
  await send('a');

  await pauses.setPaused('demo', true);
  await send('b');
  await expect.poll(() => capacity.batches()).toEqual([['a']]);
  await pauses.setPaused('demo', false);

  await expect.poll(() => capacity.batches()).toEqual([['a'], ['b']]);
});

it('has nothing to wait for while it is paused, now or later', async () => {
  const { send, dispatcher, pauses } = setup({});
  await pauses.setPaused('demo', true);

  await send('a', { body: 'b', delaySeconds: 60 });
  const paused = [dispatcher.isQuiet(), dispatcher.next()];
  await pauses.setPaused('demo', false);

  await expect.poll(() => dispatcher.next()).toBe(start + 60_000);
  expect(paused).toEqual([true, undefined]);
});

interface Setup {
  readonly size?: number;
  readonly settings?: { readonly batch?: number; readonly window?: number };
  readonly clock?: typeof systemClock;
  end?(invocation: Invocation): Ending | Promise<Ending>;
}

function setup({
  size = 1,
  settings,
  clock: realClock,
  end = () => ({ how: 'returned', response: undefined }),
}: Setup) {
  const { folder, remove } = dataFolder();
  const database = openDatabase(folder);
  const clock = new VirtualClock(start);
  const queue = new SqliteQueue(database, realClock ?? clock, { queues: ['demo'] });
  const pauses = new SqlitePauses(database, ['demo']);
  const ended: string[] = [];
  class Store extends SqliteStore {
    override async endLeases(owners: readonly string[]) {
      ended.push(...owners);
    }
  }
  const { ports, log } = createWorld();
  const capacity = fakeCapacity(size, end);
  const dispatcher = new Dispatcher({
    source,
    settings: { batch: 10, window: 0, timeout: 20_000, ...settings },
    capacity,
    isPaused: () => pauses.isPaused('demo'),
    queue,
    store: new Store(database),
    clock: realClock ?? clock,
    log: ports.log,
  });
  queue.onVisible(() => dispatcher.wake());
  pauses.onResume(() => dispatcher.wake());
  onTestFinished(async () => {
    await dispatcher.stop();
    database.close();
    remove();
  });
  type Sent = string | { readonly body: string; readonly delaySeconds: number };
  return {
    dispatcher,
    capacity,
    clock,
    log,
    ended,
    pauses,
    send: (...messages: readonly Sent[]) =>
      queue.send(
        'demo',
        messages.map((sent) => (typeof sent === 'string' ? { body: sent, delaySeconds: 0 } : sent)),
      ),
    depth: async () => {
      const [depth] = await queue.depths();
      return { waiting: depth?.waiting, inFlight: depth?.inFlight };
    },
  };
}
