import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { dumpDatabase } from './dump-database.ts';
import { type Item, itemsOf } from './items-of.ts';
import { Machine } from './machine.ts';
import { fixtureTime, makeFixtures } from './make-fixtures.ts';

/** The data of a release: one of everything that it writes. */
export interface ReleaseData {
  /** The database of one machine, as SQL. */
  readonly database: string;
  readonly messages: readonly string[];
  /** Of the table in DynamoDB, by what they are. */
  readonly items: Readonly<Record<string, Item>>;
}

/** What the code of this repository writes. The same code writes the same. */
export async function writeRelease(): Promise<ReleaseData> {
  const folder = mkdtempSync(join(tmpdir(), 'errand-release-'));
  try {
    const messages = await makeFixtures(folder);
    const clock = new VirtualClock(fixtureTime);
    const machine = new Machine({ folder, clock, random: () => 0 });
    const items = await itemsOf(machine.ports.store, clock);
    machine.close();
    const file = new DatabaseSync(join(folder, 'errand.db'));
    const database = dumpDatabase(file);
    file.close();
    return { database, messages, items };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
