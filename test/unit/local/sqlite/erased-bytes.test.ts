import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { eraseJob } from '../../../../functions/core/erase.ts';
import { openDatabase } from '../../../../local/sqlite/open-database.ts';
import { SqliteQueue } from '../../../../local/sqlite/sqlite-queue.ts';
import { SqliteStore } from '../../../../local/sqlite/sqlite-store.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';
import { VirtualClock } from '../../../../testing/world/virtual-clock.ts';
import { newRecord, now } from '../../../contract/store/new-record.ts';
import { makeTemporaryFolder } from './temporary-database.ts';

const marker = 'ada@example.com';
const long = JSON.stringify(marker.repeat(20_000));

it('leaves no byte of an erased job in the database or its log, nor of the job’s message', async () => {
  const { path, remove } = makeTemporaryFolder();
  const open = openDatabase(path);
  onTestFinished(() => {
    open.close();
    remove();
  });
  const [store, clock] = [new SqliteStore(open), new VirtualClock(now)];
  const queue = new SqliteQueue(open, clock, { queues: ['default'] });
  const [{ id, tenant, hash }, others] = await fill(store, queue);
  const bytesWithMarker = () =>
    ['errand.db', 'errand.db-wal'].filter((name) => {
      const file = join(path, name);
      return existsSync(file) && readFileSync(file).includes(marker);
    });
  expect(bytesWithMarker()).not.toEqual([]);

  await eraseJob({ ...createWorld().ports, store, clock }, { tenant, id });

  await expect.poll(bytesWithMarker, { timeout: 30_000 }).toEqual([]);
  expect(await store.getBody(id, `PAYLOAD#${hash}`)).toBeUndefined();
  expect(await store.getMany(others.map((other) => other.id))).toEqual(others);
});

/** A job that is over and has its marker everywhere, between others that have none. */
async function fill(store: SqliteStore, queue: SqliteQueue) {
  const record = newRecord({
    status: 'succeeded',
    tags: [marker],
    progress: { fraction: 1, note: marker, at: now },
    outcomeAt: 1,
  });
  const others = Array.from({ length: 50 }, () => newRecord());
  await store.create({ ...record, payload: JSON.stringify(marker) }, now);
  for (const other of others) await store.create(other, now);
  await store.update(record.id, { when: [], set: { result: JSON.stringify(marker) } });
  await store.putBody(record.id, `PAYLOAD#${record.hash}`, long, now);
  await store.putBody(record.id, 'RESULT#1', long, now);
  await sendAndTake(queue);
  return [record, others] as const;
}

/** Sends messages of several sizes that hold the marker, and deletes them, as a worker does that is done. */
async function sendAndTake(queue: SqliteQueue): Promise<void> {
  const bodies = [10, 200, 400].map((times) => marker.repeat(times));
  const source = { queue: 'default', deadLetters: false };
  await queue.send(
    'default',
    bodies.map((body) => ({ body, delaySeconds: 0 })),
  );
  const received = await queue.receive(source, 10, 1_000);
  await queue.remove(
    source,
    received.map(({ receipt }) => receipt),
  );
}
