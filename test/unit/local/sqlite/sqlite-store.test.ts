import { afterAll, describe, expect, it } from 'vitest';
import { SqliteStore } from '../../../../local/sqlite/sqlite-store.ts';
import { newRecord, now } from '../../../contract/store/new-record.ts';
import { openTemporaryDatabase, synchronousMode, synchronousModes } from './temporary-database.ts';

const open = openTemporaryDatabase();
afterAll(() => open.close());
const store = new SqliteStore(open);

const putRunning = async (owner: string, leaseUntil: number) => {
  const record = newRecord({ status: 'running', owner, leaseUntil });
  await store.create(record, now);
  return record;
};
const leases = async (records: readonly { id: string }[]) => {
  const found = await store.getMany(records.map(({ id }) => id));
  return found.map((record) => record?.leaseUntil);
};

it('is on the disk with every record, and soon with the statistics', async () => {
  const { id } = await putRunning('env-0/0', now + 9);
  expect(synchronousMode(open.database)).toBe(synchronousModes.full);

  await store.addStats('acme', { minute: now, types: {} });
  expect(synchronousMode(open.database)).toBe(synchronousModes.normal);

  await store.update(id, { when: [], set: { status: 'succeeded' } });
  expect(synchronousMode(open.database)).toBe(synchronousModes.full);
});

describe('endLeases', () => {
  it('ends the leases of exactly these owners', async () => {
    const owners = ['env-1/0', 'env-1/01', 'env-1', 'env-2/0', 'ENV-1/0'];
    const records = await Promise.all(owners.map((owner) => putRunning(owner, now + 9)));

    await store.endLeases(['env-1/0', 'env-2/0', 'env-3/0'], now);

    expect(await leases(records)).toEqual([now, now + 9, now + 9, now, now + 9]);
  });

  it('does not make a lease longer', async () => {
    const record = await putRunning('env-4/0', now - 5);

    await store.endLeases(['env-4/0'], now);

    expect(await leases([record])).toEqual([now - 5]);
  });

  it('leaves a job that its owner has settled', async () => {
    const record = await putRunning('env-5/0', now + 9);
    await store.update(record.id, { when: [], set: { status: 'succeeded' } });

    await store.endLeases(['env-5/0'], now);

    expect(await leases([record])).toEqual([now + 9]);
  });
});

describe('endAllLeases', () => {
  it('ends the lease of every running job', async () => {
    const records = [await putRunning('env-6/0', now + 9), await putRunning('env-7/0', now + 8)];
    const waiting = newRecord({ status: 'retrying', owner: 'env-6/1', leaseUntil: now + 9 });
    await store.create(waiting, now);

    await store.endAllLeases(now);

    expect(await leases([...records, waiting])).toEqual([now, now, now + 9]);
  });
});

describe('sweep', () => {
  it('removes every record that has expired, and no other', async () => {
    const tenant = 'tenant-of-the-sweep';
    const expired = Array.from({ length: 450 }, () =>
      newRecord({ tenant, status: 'succeeded', expiresAt: now }),
    );
    const kept = [
      newRecord({ tenant, status: 'succeeded', expiresAt: now + 1_000 }),
      newRecord({ tenant }),
    ];
    await Promise.all([...expired, ...kept].map((record) => store.create(record, now - 1)));

    await store.sweep(now);

    const left = await store.timeline({ tenant, limit: 1_000 });
    expect(left.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
  });

  it('removes every body that has expired, and no other', async () => {
    const { id } = newRecord();
    await store.putBody(id, 'RESULT#1', '1', now);
    await store.putBody(id, 'RESULT#2', '2', now + 1);
    await store.putBody(id, 'RESULT#3', '3', now);
    await store.extendBody(id, 'RESULT#3', now + 1);
    await store.extendBody(id, 'RESULT#3', now);

    await store.sweep(now);

    expect(await store.getBody(id, 'RESULT#1')).toBeUndefined();
    expect(await store.getBody(id, 'RESULT#2')).toBe('2');
    expect(await store.getBody(id, 'RESULT#3')).toBe('3');
  });

  it('removes stats after 30 days', async () => {
    const types = { demo: { succeeded: 1, failed: 0, cancelled: 0, retried: 0, duration: 1 } };
    const month = 30 * 24 * 3_600_000;
    await store.addStats('a', { minute: now - month - 60_000, types });
    await store.addStats('a', { minute: now - month, types });

    await store.sweep(now);

    expect(await store.readStats('a', 0, now)).toEqual([{ minute: now - month, types }]);
  });
});
