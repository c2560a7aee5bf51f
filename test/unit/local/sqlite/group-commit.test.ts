import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GroupCommit } from '../../../../local/sqlite/group-commit.ts';
import { makeTemporaryFolder, synchronousMode, synchronousModes } from './temporary-database.ts';

const { normal, full } = synchronousModes;

describe('group commit', () => {
  it('commits writes that arrive together at once, before any of them is answered', async () => {
    const { commit, insert, seenByAnother } = setup();

    const seen = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        await commit.run(() => insert(i));
        return seenByAnother().length;
      }),
    );

    expect(seen).toEqual(Array(100).fill(100));
  });

  it('answers each write with its own result, in groups of any size', async () => {
    const { commit, insert, seenByAnother } = setup();

    const answers = await Promise.all(
      Array.from({ length: 1_200 }, (_, i) =>
        commit.run(() => {
          insert(i);
          return `answer ${i}`;
        }),
      ),
    );

    expect(answers).toEqual(Array.from({ length: 1_200 }, (_, i) => `answer ${i}`));
    expect(seenByAnother()).toHaveLength(1_200);
  });

  it('undoes all of a write that throws, and none of its neighbours', async () => {
    const { commit, insert, seenByAnother } = setup();

    const outcomes = await Promise.allSettled([
      commit.run(() => insert(1)),
      commit.run(() => {
        insert(2);
        throw new Error('no third');
      }),
      commit.run(() => insert(3)),
      commit.run(() => insert(3)),
    ]);

    const statuses = outcomes.map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { message: 'no third' } });
    expect(outcomes[3]).toMatchObject({ reason: { message: expect.stringContaining('UNIQUE') } });
    expect(seenByAnother()).toEqual([1, 3]);
  });

  it('rejects the whole group if the commit fails, and goes on with the next', async () => {
    const { database, commit, insert, seenByAnother } = setup();

    const group = await Promise.allSettled([
      commit.run(() => insert(1)),
      commit.run(() => database.exec('INSERT INTO children (parent) VALUES (99)')),
    ]);
    await commit.run(() => insert(2));

    expect(group).toMatchObject([
      { status: 'rejected', reason: { message: expect.stringContaining('FOREIGN KEY') } },
      { status: 'rejected', reason: { message: expect.stringContaining('FOREIGN KEY') } },
    ]);
    expect(database.isTransaction).toBe(false);
    expect(seenByAnother()).toEqual([2]);
  });

  it('rejects the whole group if a write ends the transaction, as a full disk does', async () => {
    const { database, commit, insert, seenByAnother } = setup();

    const group = await Promise.allSettled([
      commit.run(() => insert(1)),
      commit.run(() => database.exec('INSERT OR ROLLBACK INTO numbers VALUES (1)')),
      commit.run(() => insert(3)),
    ]);
    await commit.run(() => insert(4));

    const reason = { message: expect.stringContaining('UNIQUE') };
    expect(group).toMatchObject(Array(3).fill({ status: 'rejected', reason }));
    expect(seenByAnother()).toEqual([4]);
  });

  it('commits what waits when it is flushed', async () => {
    const { commit, insert, seenByAnother } = setup();
    const writing = commit.run(() => insert(1));

    commit.flush();

    expect(seenByAnother()).toEqual([1]);
    await expect(writing).resolves.toBeUndefined();
  });

  it('waits for the disk unless every write of a group may be there soon', async () => {
    const { commit, synchronous } = setup();

    const together = await Promise.all([
      commit.run(synchronous, 'soon'),
      commit.run(synchronous),
      commit.run(synchronous, 'soon'),
    ]);
    const alone = await commit.run(synchronous, 'soon');
    const after = await commit.run(synchronous);

    expect(together).toEqual([full, full, full]);
    expect(alone).toBe(normal);
    expect(after).toBe(full);
  });

  it('rejects writes to a database that was closed', async () => {
    const { database, commit, insert } = setup();
    database.close();

    const writing = commit.run(() => insert(1));

    await expect(writing).rejects.toThrow('not open');
  });
});

function setup() {
  const folder = makeTemporaryFolder();
  const file = join(folder.path, 'numbers.db');
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE numbers (number INTEGER PRIMARY KEY);
    CREATE TABLE children (parent INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED);
  `);
  const another = new DatabaseSync(file);
  onTestFinished(() => {
    another.close();
    if (database.isOpen) database.close();
    folder.remove();
  });
  const statement = database.prepare('INSERT INTO numbers VALUES (?)');
  return {
    database,
    commit: new GroupCommit(database),
    insert: (number: number) => void statement.run(number),
    synchronous: () => synchronousMode(database),
    seenByAnother: () =>
      another
        .prepare('SELECT number FROM numbers')
        .all()
        .map(({ number }) => number),
  };
}
