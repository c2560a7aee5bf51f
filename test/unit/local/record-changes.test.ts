import { expect, it } from 'vitest';
import { recordChanges } from '../../../local/record-changes.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { jobRecord } from '../../support/local-server/job-record.ts';

it('wakes who waits for a record when it is created and when it is changed', async () => {
  const { store, changed } = setup();

  const created = changed('a', 60_000);
  await store.create(jobRecord({ id: 'a' }), 0);
  await created;
  const updated = changed('a', 60_000);
  await store.update('a', { when: [], set: { status: 'running' } });

  await expect(updated).resolves.toBeUndefined();
});

it('does not wake who waits for another record, nor when nothing was written', async () => {
  const { store, changed } = setup();
  const woken: string[] = [];
  const end = new AbortController();
  const waiting = ['a', 'b'].map((id) =>
    changed(id, 60_000, end.signal).then(() => woken.push(id)),
  );

  await store.create(jobRecord({ id: 'c' }), 0);
  await store.update('a', { when: [], set: { status: 'running' } });
  const before = [...woken];
  end.abort();
  await Promise.all(waiting);

  expect(before).toEqual([]);
});

it.each([
  ['its time is over', 1, undefined],
  ['its signal has fired', 60_000, AbortSignal.abort()],
])('lets a caller go when %s', async (_, ms, signal) => {
  const { changed } = setup();

  await expect(changed('a', ms, signal)).resolves.toBeUndefined();
});

it('leaves the other methods of the store as they are', async () => {
  const { store } = setup();
  await store.create(jobRecord({ id: 'a' }), 0);

  expect(await store.get('a')).toMatchObject({ id: 'a' });
  expect(store.dueShards).toBe(createWorld().store.dueShards);
});

function setup() {
  return recordChanges(createWorld().store);
}
