import { Readable } from 'node:stream';
import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import type { JobRecord } from '../../functions/core/job-record.ts';
import type { BodyName, Store } from '../../functions/core/store.ts';
import type { LocalClock } from '../../local/clock/local-clock.ts';
import { fixtureKey } from './make-fixtures.ts';
import { release } from './release-code.ts';

export type Item = Record<string, AttributeValue>;

interface Written {
  readonly TransactItems?: readonly { readonly Put: { readonly Item: Item } }[];
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

type Write = (table: Store, client: DynamoDBClient) => Promise<unknown>;

/** What the same jobs, keys, schedules and statistics are in DynamoDB, by what they are. */
export async function itemsOf(store: Store, clock: LocalClock): Promise<Record<string, Item>> {
  const items: Record<string, Item> = {};
  const write = async (name: string, write: Write) => {
    const client = clientThat((written) => {
      for (const [place, one] of writesIn(written).entries()) {
        items[place === 0 ? name : `${name}, item ${place + 1}`] = itemAfter(one);
      }
    });
    await write(release.openTable(client, clock), client);
    client.destroy();
  };
  const now = clock.now();
  const records = await recordsIn(store);
  for (const record of records) {
    await write(`record ${record.id}`, (table) => table.create(record, now));
    for (const name of bodiesOf(record)) {
      const text = await store.getBody(record.id, name);
      if (text === undefined) continue;
      await write(`body ${record.id} ${name}`, (table) =>
        table.putBody(record.id, name, text, now),
      );
    }
  }
  for (const schedule of await store.listSchedules('acme')) {
    await write(`schedule ${schedule.name}`, (table) => table.putSchedule(schedule));
  }
  const key = await store.findKey(fixtureKey);
  if (key !== undefined) {
    await write('key', (_, client) =>
      dynamoKeyStore({ client, name: 'jobs' }).putKey(fixtureKey, key),
    );
  }
  for (const minute of await store.readStats('acme', 0, now + 1)) {
    await write(`statistics ${minute.minute}`, (table) => table.addStats('acme', minute));
  }
  await write('shard taken', (table) => table.takeShard(0, { owner: 's', until: now, now }));
  await write('shard left', (table) => table.leaveShard(0, 's', '{"shards":4}'));
  return items;
}

export async function recordsIn(store: Store): Promise<readonly JobRecord[]> {
  const { entries } = await store.everyJob(0, Number.MAX_SAFE_INTEGER);
  const records = await store.getMany(entries.map(({ id }) => id));
  return records.flatMap((record) => record ?? []);
}

export function bodiesOf({ hash, outcomeAt }: JobRecord): readonly BodyName[] {
  return [`PAYLOAD#${hash}`, ...(outcomeAt === undefined ? [] : [`RESULT#${outcomeAt}` as const])];
}

/** Sends nothing, and answers every write with success. */
function clientThat(hears: (written: Written) => void): DynamoDBClient {
  return new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: {
      handle: async ({ body }: { body: Uint8Array }) => {
        hears(JSON.parse(new TextDecoder().decode(body)));
        return { response: { statusCode: 200, headers: {}, body: Readable.from(['{}']) } };
      },
    },
  });
}

function writesIn({ TransactItems, ...one }: Written): readonly Written[] {
  return TransactItems?.map(({ Put }) => Put) ?? [one];
}

/** Of an update that begins with no item: all that it assigns or adds. */
function itemAfter({ Item, Key, ...update }: Written): Item {
  if (Item !== undefined) return Item;
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = update;
  const assigned = (update.UpdateExpression ?? '').matchAll(/(#\w+)(?: =)? (:\w+)/g);
  const attributes = [...assigned].map(([, name = '', value = '']) => [names[name], values[value]]);
  return { ...Key, ...Object.fromEntries(attributes) };
}
