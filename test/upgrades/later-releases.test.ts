import type { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { migrate } from '../../local/sqlite/migrate.ts';
import { openDatabase } from '../../local/sqlite/open-database.ts';
import { type SchemaStep, schemaSteps } from '../../local/sqlite/schema-steps.ts';
import { fixtureTime } from '../../scripts/releases/make-fixtures.ts';
import { release } from '../../scripts/releases/release-code.ts';
import { writeRelease } from '../../scripts/releases/write-release.ts';
import { startAnsweringServer } from '../support/targets/answering-server.ts';
import { keptReleases } from '../support/upgrades/kept-releases.ts';
import { passDays } from '../support/upgrades/pass-days.ts';
import { inDatabase, restoreDatabase } from '../support/upgrades/restore-database.ts';

const data = await writeRelease();
const kept = await keptReleases();
const releases = [
  { name: 'this release', code: release },
  ...kept.slice(-1).map(({ version, code }) => ({ name: version, code })),
];

/** What the next release may do to the database while this one still has to work on it. */
const addition: SchemaStep = {
  sql: `
  ALTER TABLE records ADD COLUMN later TEXT;
  ALTER TABLE messages ADD COLUMN later INTEGER NOT NULL DEFAULT 7;
  CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY) STRICT;
  CREATE INDEX later_records ON records (later) WHERE later IS NOT NULL;
  `,
};

describe.each(releases)(
  'a database that the next release has brought further, under $name',
  ({ code }) => {
    it('is worked on, and keeps the columns and fields that only the next one knows', async () => {
      const folder = restoreDatabase(data.database);
      inDatabase(folder, (database) => {
        migrate(database, [...schemaSteps, addition]);
        database.exec(`
        UPDATE records SET later = 'column', record = json_insert(record, '$.later', 'field');
        UPDATE messages SET later = 8, body = json_insert(body, '$.later', 'field');
        UPDATE schedules SET schedule = json_insert(schedule, '$.later', 'field');
      `);
      });
      const before = inDatabase(folder, laterIn);

      await passDays(folder, [code]);

      const after = inDatabase(folder, laterIn);
      expect(after.version).toBe(schemaSteps.length + 1);
      expect(after.unfinished).toEqual([]);
      expect(after.records).toEqual(before.records);
      expect(after.schedules).toEqual(before.schedules);
      // The next release opens it again, and has no step left to do.
      inDatabase(folder, (database) => migrate(database, [...schemaSteps, addition]));
      expect(inDatabase(folder, laterIn)).toEqual(after);
    });
  },
);

function laterIn(database: DatabaseSync) {
  const all = (query: string) => database.prepare(query).all();
  return {
    version: database.prepare('PRAGMA user_version').get()?.user_version,
    records: all(
      "SELECT id, later, record ->> 'later' AS field FROM records WHERE later IS NOT NULL ORDER BY id",
    ),
    schedules: all("SELECT name, schedule ->> 'later' AS field FROM schedules ORDER BY name"),
    unfinished: all(
      `SELECT id FROM records WHERE later IS NOT NULL
       AND record ->> 'status' NOT IN ('succeeded', 'failed', 'cancelled')`,
    ),
  };
}

describe('a database that a later release has closed', () => {
  const closing: SchemaStep = { sql: 'ALTER TABLE stats DROP COLUMN retried;', closes: true };

  it('is refused, and the refusal says which release it needs', () => {
    const folder = restoreDatabase(data.database);
    inDatabase(folder, (database) => migrate(database, [...schemaSteps, addition, closing]));

    const known = schemaSteps.length;
    expect(() => openDatabase(folder)).toThrow(
      `of version ${known + 2}, which needs a release that knows version ${known + 2} at least, and this one knows versions up to ${known}`,
    );
  });

  it('is open to releases that know the closing step, whatever was added since', () => {
    const folder = restoreDatabase(data.database);
    inDatabase(folder, (database) => migrate(database, [...schemaSteps, closing, addition]));

    const open = () =>
      inDatabase(folder, (database) => migrate(database, [...schemaSteps, closing]));

    expect(open).not.toThrow();
  });
});

describe('an item of DynamoDB', () => {
  const item = data.items['record queued'] ?? {};
  const schedule = data.items['schedule nightly'] ?? {};

  async function tableWith(found: object) {
    const server = await startAnsweringServer(() => ({ Item: found, Items: [found] }));
    const client = new DynamoDBClient(server.config);
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    return release.openTable(client, new VirtualClock(fixtureTime));
  }

  it('is read without the attributes that only the next release knows', async () => {
    const table = await tableWith(item);
    const later = await tableWith({ ...item, later: { M: { more: { BOOL: true } } } });

    expect(await later.get('queued')).toEqual(await table.get('queued'));
  });

  it('of a later version is refused, and the refusal says what to do', async () => {
    const record = await tableWith({ ...item, v: { N: '2' } });
    const row = await tableWith({ ...schedule, v: { N: '2' } });

    const message = 'has version 2, and this release reads up to 1: deploy a newer release';
    await expect(record.get('queued')).rejects.toThrow(`Item 'JOB#queued RECORD' ${message}`);
    await expect(row.getSchedule({ tenant: 'acme', name: 'nightly' })).rejects.toThrow(message);
    await expect(row.listSchedules('acme')).rejects.toThrow(message);
  });
});
