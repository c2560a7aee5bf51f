import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../functions/core/store.ts';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { bodiesOf, type Item, recordsIn } from '../../scripts/releases/items-of.ts';
import { fixtureKey, fixtureTime } from '../../scripts/releases/make-fixtures.ts';
import { type ReleaseCode, release } from '../../scripts/releases/release-code.ts';
import { type ReleaseData, writeRelease } from '../../scripts/releases/write-release.ts';
import { startAnsweringServer } from '../support/targets/answering-server.ts';
import { currentVersion, keptData, keptReleases } from '../support/upgrades/kept-releases.ts';
import { passDays } from '../support/upgrades/pass-days.ts';
import { restoreDatabase } from '../support/upgrades/restore-database.ts';

const kept = await keptReleases();
const today = { version: 'today', data: await writeRelease(), code: release };
const [neighbour = today] = kept.slice(-2);

const pairs = [
  ...kept.map((old) => ({ writer: old, reader: today })),
  // The other way round only with the release before: nothing else runs beside this one.
  { writer: today, reader: neighbour },
].map((pair) => ({ ...pair, writes: pair.writer.version, reads: pair.reader.version }));

const howToKeep = `What is written has changed since release ${currentVersion()} was kept. If that was not published yet, keep it anew: npm run keep-release. Else raise the version in package.json first; CONTRIBUTING.md says more`;

describe('this release', () => {
  it('writes what is kept of its version', () => {
    const data = keptData(currentVersion());

    expect(today.data.database.split('\n'), howToKeep).toEqual(data?.database.split('\n'));
    expect(today.data.messages, howToKeep).toEqual(data?.messages);
    expect(today.data.items, howToKeep).toEqual(data?.items);
  });

  it('writes the same each time', async () => {
    expect(await writeRelease()).toEqual(today.data);
  });
});

describe.each(pairs)('what $writes writes is read by $reads', ({ writer, reader }) => {
  it.each(writer.data.messages.map((body) => [JSON.parse(body).id, body]))(
    'message of %s',
    (_, body) => {
      const { v: _v, payload, ...fields } = JSON.parse(body);

      const message = reader.code.decodeMessage(body);

      expect(message).toEqual(
        payload === undefined ? fields : { ...fields, payload: JSON.stringify(payload) },
      );
    },
  );

  it('every record with its bodies, schedule, key, shard and statistics, from DynamoDB as from SQLite', async () => {
    const table = await tableOf(writer.data.items, reader.code);
    const { ports } = openRestored(writer.data, reader.code);

    const records = await recordsIn(ports.store);

    expect(records.map(({ status }) => status)).toEqual(expect.arrayContaining([...statuses]));
    for (const record of records) {
      expectRead(await table.get(record.id), record, reader.version);
      for (const name of bodiesOf(record)) {
        expect(await table.getBody(record.id, name)).toBe(
          await ports.store.getBody(record.id, name),
        );
      }
    }
    for (const schedule of await ports.store.listSchedules('acme')) {
      expectRead(await table.getSchedule(schedule), schedule, reader.version);
    }
    const lease = { owner: 's', until: fixtureTime + 1, now: fixtureTime };
    expect(await table.takeShard(0, lease)).toEqual({ taken: true, note: '{"shards":4}' });
    expect(await table.findKey(fixtureKey)).toEqual(await ports.store.findKey(fixtureKey));
    expect(await table.readStats('acme', 0, fixtureTime + 1)).toEqual(
      await ports.store.readStats('acme', 0, fixtureTime + 1),
    );
  });

  it.each([
    ['by it alone', [reader.code]],
    ['by both in turns', [reader.code, writer.code]],
  ])('and its jobs are run to their end %s', async (_, releases) => {
    const folder = restoreDatabase(writer.data.database);

    await passDays(folder, releases);

    const { ports } = open(folder, reader.code);
    const records = await recordsIn(ports.store);
    const ends = Object.fromEntries(records.map(({ id, status }) => [id, status]));
    expect(ends).toMatchObject(expectedEnds);
    const nightly = records.filter(({ tags }) => tags.includes('schedule:nightly'));
    expect(nightly.map(({ status }) => status)).toEqual(Array(3).fill('succeeded'));
  });
});

const statuses = ['scheduled', 'queued', 'running', 'retrying', 'succeeded', 'failed', 'cancelled'];

const expectedEnds = {
  succeeded: 'succeeded',
  'succeeded-with-long-result': 'succeeded',
  failed: 'failed',
  retrying: 'succeeded',
  'retrying-in-an-hour': 'succeeded',
  parent: 'succeeded',
  'retried-by-hand': 'succeeded',
  'of-unknown-type': 'failed',
  running: 'succeeded',
  'asked-to-end': 'cancelled',
  cancelled: 'cancelled',
  queued: 'succeeded',
  'queued-with-long-payload': 'succeeded',
  delayed: 'succeeded',
  scheduled: 'succeeded',
  'scheduled-with-long-payload': 'succeeded',
  paused: 'succeeded',
};

/** An older release leaves aside what it does not know; this one knows everything. */
function expectRead(found: object | undefined, written: object, reader: string): void {
  if (reader === today.version) expect(found).toEqual(written);
  else expect(written).toMatchObject(found ?? { missing: true });
}

function openRestored({ database }: ReleaseData, code: ReleaseCode) {
  return open(restoreDatabase(database), code);
}

function open(folder: string, code: ReleaseCode) {
  const machine = code.openMachine({
    folder,
    clock: new VirtualClock(fixtureTime),
    random: () => 0,
  });
  onTestFinished(() => machine.close());
  return machine;
}

interface Read {
  readonly Key?: Item;
  readonly ExpressionAttributeValues?: Item;
}

/** A table that answers reads with these items. */
async function tableOf(items: ReleaseData['items'], code: ReleaseCode): Promise<Store> {
  const all = Object.values(items);
  const server = await startAnsweringServer<Read>(({ input }) => {
    if (input.Key !== undefined) {
      const item = all.findLast((one) => isAt(one, input.Key));
      return { Item: item, Attributes: item };
    }
    const partitions = Object.values(input.ExpressionAttributeValues ?? {}).map(({ S }) => S);
    return { Items: all.filter((item) => partitions.includes(item.pk?.S)) };
  });
  const client = new DynamoDBClient(server.config);
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return code.openTable(client, new VirtualClock(fixtureTime));
}

function isAt(item: Item, key: Item | undefined): boolean {
  return item.pk?.S === key?.pk?.S && item.sk?.S === key?.sk?.S;
}
