import type { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buryMessage } from '../../functions/core/bury-message.ts';
import { day } from '../../functions/core/duration.ts';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { migrate } from '../../local/sqlite/migrate.ts';
import { openDatabase } from '../../local/sqlite/open-database.ts';
import { type SchemaStep, schemaSteps } from '../../local/sqlite/schema-steps.ts';
import { fixtureTime } from '../../scripts/releases/make-fixtures.ts';
import { release } from '../../scripts/releases/release-code.ts';
import { writeRelease } from '../../scripts/releases/write-release.ts';
import { Platform } from '../support/protocol/platform.ts';
import { enqueueOne, testJobs } from '../support/protocol/test-jobs.ts';
import { startAnsweringServer } from '../support/targets/answering-server.ts';
import { keptReleases } from '../support/upgrades/kept-releases.ts';
import { passDays } from '../support/upgrades/pass-days.ts';
import { inDatabase, restoreDatabase } from '../support/upgrades/restore-database.ts';
import { createWorld } from '../support/world/create-world.ts';

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

describe('a message of a later version', () => {
  const body = JSON.stringify({ v: 2, job: { id: 'of-the-next-release' } });

  function setup() {
    const world = createWorld();
    const { jobs, ...kit } = testJobs(
      () => world.clock.now(),
      () => null,
    );
    return { world, ...kit, platform: new Platform(world, jobs) };
  }

  it('waits for a worker that can read it, and keeps no other job from running', async () => {
    const { world, platform, task } = setup();
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);
    await enqueueOne(world.ports, task, { id: 'neighbour' });

    for (let minute = 0; minute < 30; minute += 1) {
      await platform.runMessages();
      await world.clock.advance(60_000);
    }

    expect(world.store.all()).toMatchObject([{ id: 'neighbour', status: 'succeeded' }]);
    expect(world.deliver('default')).toMatchObject([{ body, receiveCount: 31 }]);
  });

  it('is left among the dead letters as well, and recorded when it is a day old', async () => {
    const { world, platform } = setup();
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);

    await platform.passUntil(world.clock.now() + day - 60_000);
    const waiting = world.store.all();
    await platform.passUntil(world.clock.now() + 120_000);

    expect(waiting).toEqual([]);
    expect(world.store.all()).toMatchObject([
      { tenant: 'system', type: 'unknown', status: 'failed', payload: JSON.stringify(body) },
    ]);
    expect(world.queue.all()).toEqual([]);
  });

  it.each(['{"v":"2"}', '{"v":1.5}', '{"v":0}', '{}', 'null', '[2]', 'text'])(
    'is not %s, which is recorded at once',
    async (junk) => {
      const { world } = setup();
      const now = world.clock.now();
      const delivery = { messageId: 'm', receipt: 'r', body: junk, receiveCount: 1, sentAt: now };

      const burial = await buryMessage(world.ports, 'default', delivery);

      expect(burial).toMatchObject({ outcome: 'buried', record: { status: 'failed' } });
    },
  );
});

describe('a message that has a field of the next release', () => {
  it('keeps it when it is sent anew for a worker that knows its type', async () => {
    const world = createWorld();
    const { jobs } = testJobs(
      () => world.clock.now(),
      () => null,
    );
    const [sent = ''] = data.messages;
    const body = JSON.stringify({
      ...JSON.parse(sent),
      type: 'of-the-next-release',
      later: 'field',
    });
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);

    await new Platform(world, jobs).invoke('default');

    const again = world.queue.all().map((message) => JSON.parse(message.body));
    expect(again).toEqual([{ ...JSON.parse(body), resent: 1 }]);
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
