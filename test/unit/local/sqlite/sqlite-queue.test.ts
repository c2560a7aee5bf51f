import { describe, expect, it, onTestFinished } from 'vitest';
import type { Delivery } from '../../../../functions/core/queue.ts';
import { SqliteQueue } from '../../../../local/sqlite/sqlite-queue.ts';
import { VirtualClock } from '../../../../testing/world/virtual-clock.ts';
import { openTemporaryDatabase, synchronousMode, synchronousModes } from './temporary-database.ts';

const start = Date.UTC(2030, 0, 1);
const live = { queue: 'default', deadLetters: false };
const dead = { queue: 'default', deadLetters: true };
const visibility = 60_000;
const { normal, full } = synchronousModes;

describe('the queue on SQLite', () => {
  it('says when the next message is visible', async () => {
    const { queue, clock, send, receive } = setup();
    expect(queue.nextVisible(live)).toBeUndefined();

    await send('late', 20);
    expect(queue.nextVisible(live)).toBe(start + 20_000);
    await send('now');
    expect(queue.nextVisible(live)).toBe(start);

    await receive();
    expect(queue.nextVisible(live)).toBe(start + 20_000);
    await clock.advance(20_000);
    await receive();
    expect(queue.nextVisible(live)).toBe(start + visibility);
    expect(queue.nextVisible(dead)).toBeUndefined();
  });

  it('is on the disk with what it accepts, not with what a duplicate would make good', async () => {
    const { queue, synchronous, send, receive } = setup();

    await send('kept');
    expect(synchronous()).toBe(full);
    const received = await receive();
    expect(synchronous()).toBe(normal);
    await queue.leave(live, [{ receipt: receiptsOf(received)[0] ?? '', seconds: 0 }]);
    expect(synchronous()).toBe(full);
    await queue.remove(live, receiptsOf(await receive()));
    expect(synchronous()).toBe(normal);
  });

  it('releases a message at once and keeps the count of its deliveries', async () => {
    const { queue, send, receive } = setup();
    await send('back');

    await queue.release(live, receiptsOf(await receive()));

    expect(await receive()).toMatchObject([{ body: 'back', receiveCount: 2 }]);
  });

  it('releases all that is in flight, dead letters too, and nothing that is delayed', async () => {
    const { queue, send, receive } = setup({ receiveLimit: 1 });
    await send('dead');
    await queue.release(live, receiptsOf(await receive()));
    expect(await receive()).toEqual([]);
    expect(await receive(dead)).toHaveLength(1);
    await send('in flight');
    await send('delayed', 900);
    await receive();

    await queue.releaseAll();

    expect(await receive(dead)).toMatchObject([{ body: 'dead' }]);
    await receive();
    expect(await receive(dead)).toMatchObject([{ body: 'in flight' }]);
    expect(await queue.depths()).toMatchObject([{ waiting: 0, delayed: 1 }]);
  });

  it('finds deliverable messages behind many that have reached the receive limit', async () => {
    const { queue, send, receive } = setup({ receiveLimit: 1 });
    for (let i = 0; i < 25; i++) await send(`spent ${i}`);
    await queue.release(live, receiptsOf(await receive(live, 25)));
    await send('fresh');

    const received = await receive();

    expect(received.map(({ body }) => body)).toEqual(['fresh']);
    expect(await queue.depths()).toMatchObject([{ deadLetters: 25, inFlight: 1 }]);
  });

  it('does not remove a message by the receipt of an earlier delivery', async () => {
    const { queue, clock, send, receive } = setup();
    await send('slow');
    const first = await receive();
    await clock.advance(visibility);
    await receive();

    await queue.remove(live, receiptsOf(first));

    expect(await queue.depths()).toMatchObject([{ inFlight: 1 }]);
  });

  it('leaves nothing by the receipt of an earlier delivery', async () => {
    const { queue, clock, send, receive } = setup();
    await send('slow');
    const first = await receive();
    await clock.advance(visibility);
    await receive();

    await queue.release(live, receiptsOf(first));

    expect(await receive()).toEqual([]);
  });

  it('does not hide a message that is visible again', async () => {
    const { queue, clock, send, receive } = setup();
    await send('slow');
    const [only] = await receive();
    await clock.advance(visibility);

    await queue.leave(live, [{ receipt: only?.receipt ?? '', seconds: 60 }]);

    expect(await receive()).toMatchObject([{ receiveCount: 2 }]);
  });

  it('removes a message by its last receipt, though it is visible again', async () => {
    const { queue, clock, send, receive } = setup();
    await send('slow');
    const only = await receive();
    await clock.advance(visibility);

    await queue.remove(live, receiptsOf(only));

    expect(await receive()).toEqual([]);
  });

  it('gives no receipt and no message id a second time', async () => {
    const { queue, send, receive } = setup();
    await send('first');
    const first = await receive();
    await queue.remove(live, receiptsOf(first));

    await send('second');
    const second = await receive();

    expect(second).toHaveLength(1);
    expect(second[0]?.receipt).not.toBe(first[0]?.receipt);
    expect(second[0]?.messageId).not.toBe(first[0]?.messageId);
  });

  it('takes no notice of receipts that are not its own', async () => {
    const { queue } = setup();

    const removing = queue.remove(live, ['', 'x', '1', '1.2.3', '-1.1', '9.9']);

    await expect(removing).resolves.toBeUndefined();
  });

  it('tells its listeners of what becomes visible, and when, once it is committed', async () => {
    const { queue, send, receive } = setup({ receiveLimit: 1 });
    const heard: unknown[] = [];
    const stop = queue.onVisible((source, at) =>
      heard.push([source, at, queue.nextVisible(source)]),
    );

    await send('delayed', 20);
    await send('now');
    const taken = await receive();
    await queue.release(live, receiptsOf(taken));
    await receive();
    stop();
    await send('unheard');

    expect(heard).toEqual([
      [live, start + 20_000, start + 20_000],
      [live, start, start],
      [live, start, start],
      [dead, start, start],
    ]);
  });

  it('knows the age of the oldest message', async () => {
    const { queue, clock, send } = setup();
    expect((await queue.depths())[0]).not.toHaveProperty('oldestSeconds');
    await send('old');
    await clock.advance(61_900);
    await send('new');

    const [depth] = await queue.depths();

    expect(depth).toMatchObject({ waiting: 2, oldestSeconds: 61 });
  });
});

function setup(options: { receiveLimit?: number } = {}) {
  const open = openTemporaryDatabase();
  onTestFinished(() => open.close());
  const clock = new VirtualClock(start);
  const queue = new SqliteQueue(open, clock, { queues: ['default'], ...options });
  return {
    queue,
    clock,
    synchronous: () => synchronousMode(open.database),
    send: (body: string, delaySeconds = 0) => queue.send('default', [{ body, delaySeconds }]),
    receive: (source = live, max = 10) => queue.receive(source, max, visibility),
  };
}

function receiptsOf(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ receipt }) => receipt);
}
