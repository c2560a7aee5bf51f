import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../../local/sqlite/migrate.ts';
import { openDatabase } from '../../../../local/sqlite/open-database.ts';
import { schemaSteps } from '../../../../local/sqlite/schema-steps.ts';
import { SqlitePauses } from '../../../../local/sqlite/sqlite-pauses.ts';
import { SqliteQueue } from '../../../../local/sqlite/sqlite-queue.ts';
import { SqliteStore } from '../../../../local/sqlite/sqlite-store.ts';
import { VirtualClock } from '../../../../testing/world/virtual-clock.ts';
import { newRecord, now } from '../../../contract/store/new-record.ts';
import { makeTemporaryFolder } from './temporary-database.ts';

const holdFolder = fileURLToPath(new URL('./hold-folder.ts', import.meta.url));
const clock = new VirtualClock(now);
const source = { queue: 'default', deadLetters: false };

describe('opening a data folder', () => {
  it('finds all that was written before it was closed', async () => {
    const folder = newFolder();
    const first = openDatabase(folder);
    const record = newRecord();
    await new SqliteStore(first).create(record, now);
    await queueOn(first).send('default', [{ body: 'hello', delaySeconds: 0 }]);
    first.close();

    const second = openDatabase(folder);

    expect(await new SqliteStore(second).get(record.id)).toEqual(record);
    const received = await queueOn(second).receive(source, 10, 1_000);
    expect(received).toMatchObject([{ body: 'hello', receiveCount: 1 }]);
    second.close();
  });

  it('commits what still waits when it is closed', async () => {
    const folder = newFolder();
    const first = openDatabase(folder);
    const record = newRecord();
    const creating = new SqliteStore(first).create(record, now);

    first.close();

    await expect(creating).resolves.toEqual({ created: true });
    const second = openDatabase(folder);
    expect(await new SqliteStore(second).get(record.id)).toEqual(record);
    second.close();
  });

  it('is refused while the folder is open, and says which', () => {
    const folder = newFolder();
    const first = openDatabase(folder);

    expect(() => openDatabase(folder)).toThrow(folder);

    first.close();
    openDatabase(folder).close();
  });

  it('works at once after a process that was killed, and loses nothing it had acknowledged', async () => {
    const folder = newFolder();
    const child = spawn(process.execPath, [holdFolder, folder]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [id] = await once(child.stdout, 'data');
    expect(() => openDatabase(folder)).toThrow(folder);

    child.kill('SIGKILL');
    await once(child, 'exit');

    const open = openDatabase(folder);
    expect(await new SqliteStore(open).get(String(id))).toMatchObject({ id: String(id) });
    open.close();
  });

  it('survives the loss of power after each commit', () => {
    const open = openDatabase(newFolder());

    const journal = open.database.prepare('PRAGMA journal_mode').get();
    const synchronous = open.database.prepare('PRAGMA synchronous').get();

    expect({ ...journal, ...synchronous }).toEqual({ journal_mode: 'wal', synchronous: 2 });
    open.close();
  });
});

describe('migration', () => {
  it('brings a database of version 0 to the newest', async () => {
    const folder = newFolder();
    new DatabaseSync(join(folder, 'errand.db')).close();

    const open = openDatabase(folder);

    const { user_version } = open.database.prepare('PRAGMA user_version').get() ?? {};
    expect(user_version).toBeGreaterThan(0);
    const record = newRecord();
    expect(await new SqliteStore(open).create(record, now)).toEqual({ created: true });
    open.close();
  });

  it('keeps what a database of version 1 holds', async () => {
    const folder = newFolder();
    const database = new DatabaseSync(join(folder, 'errand.db'));
    migrate(database, schemaSteps.slice(0, 1));
    database.exec('INSERT INTO keys VALUES (\'abc\', \'{"tenant":"default","scopes":[]}\')');
    database.close();

    const open = openDatabase(folder);

    expect(await new SqliteStore(open).findKey('abc')).toEqual({ tenant: 'default', scopes: [] });
    expect(await new SqlitePauses(open, ['default']).paused()).toEqual(new Set());
    open.close();
  });

  it('refuses a database of a newer release, and leaves the folder free', () => {
    const folder = newFolder();
    const database = new DatabaseSync(join(folder, 'errand.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();

    expect(() => openDatabase(folder)).toThrow(/version 99.*newer release/);

    expect(() => openDatabase(folder)).toThrow(/version 99/);
  });
});

function newFolder(): string {
  const folder = makeTemporaryFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

function queueOn(open: ReturnType<typeof openDatabase>): SqliteQueue {
  return new SqliteQueue(open, clock, { queues: ['default'] });
}
