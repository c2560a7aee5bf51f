import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { second } from '../core/duration.ts';
import type { Schedule, ScheduleAddress } from '../core/schedule.ts';
import type { FiringEntry } from '../core/schedule-store.ts';
import { sortableTime, timeKey } from '../core/time-key.ts';
import { type Item, number, readText, text } from './attribute-format.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { checkVersion, itemVersion } from './item-version.ts';
import { Placeholders } from './placeholders.ts';
import { queryRange } from './query-range.ts';
import { partitionPrefixes, tableKeys } from './table-keys.ts';

/** `version` is the row's own, beside the one that every item has of its format. */
const attributes = { version: 'w', schedule: 'j' } as const;
const { attention } = tableKeys;

/**
 * Of its own in `attention`: a schedule stays in it, and jobs that are due must not be looked for between
 * schedules. One is good for 1,000 schedules a second.
 */
const firingPartition = 'FIRE#0';

export async function getSchedule(
  { client, name }: DynamoTable,
  address: ScheduleAddress,
): Promise<Schedule | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: keyOf(address), ConsistentRead: true }),
  );
  return Item && scheduleIn(Item);
}

export async function listSchedules(
  table: DynamoTable,
  tenant: string,
): Promise<readonly Schedule[]> {
  const range = { partition: partitionOf(tenant), from: ' ', to: '~' };
  return (await queryRange(table, range)).flatMap((item) => scheduleIn(item) ?? []);
}

export function putSchedule(
  { client, name }: DynamoTable,
  schedule: Schedule,
  seen?: string,
): Promise<boolean> {
  const command = new PutItemCommand({ TableName: name, Item: itemOf(schedule), ...isStill(seen) });
  return wasWritten(client.send(command));
}

/**
 * Leaves an item without a schedule, for the table to remove: `DeleteItem` would be one action more for two
 * functions, and make every function larger.
 */
export function deleteSchedule(
  { client, name, clock }: DynamoTable,
  address: ScheduleAddress,
  seen: string,
): Promise<boolean> {
  const item = {
    ...keyOf(address),
    [tableKeys.expiry]: number.write(Math.floor(clock.now() / second)),
  };
  return wasWritten(
    client.send(new PutItemCommand({ TableName: name, Item: item, ...isStill(seen) })),
  );
}

export async function firingPage(
  table: DynamoTable,
  { until, limit, after }: { until: number; limit: number; after?: string | undefined },
): Promise<readonly FiringEntry[]> {
  const items = await queryRange(table, {
    index: 'attention',
    partition: firingPartition,
    from: after ?? '0',
    to: sortableTime(until + 1),
    // One more, since the range includes `after`.
    limit: limit + 1,
  });
  return items
    .map(entryOf)
    .filter(({ key }) => key !== after)
    .slice(0, limit);
}

function isStill(seen: string | undefined) {
  const placeholders = new Placeholders();
  const version = placeholders.name(attributes.version);
  const condition =
    seen === undefined
      ? `attribute_not_exists(${version})`
      : `${version} = ${placeholders.value(text.write(seen))}`;
  return {
    ConditionExpression: condition,
    ExpressionAttributeNames: placeholders.names,
    ...(placeholders.hasValues() && { ExpressionAttributeValues: placeholders.values }),
  };
}

async function wasWritten(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function itemOf(schedule: Schedule): Item {
  const { tenant, name, nextAt, version } = schedule;
  return {
    ...keyOf(schedule),
    [itemVersion.attribute]: number.write(itemVersion.newest),
    [attributes.version]: text.write(version),
    [attributes.schedule]: text.write(JSON.stringify(schedule)),
    ...(nextAt !== undefined && {
      [attention.partition]: text.write(firingPartition),
      [attention.sort]: text.write(timeKey(nextAt, `${tenant}#${name}`)),
    }),
  };
}

/** Undefined if it was deleted. */
function scheduleIn(item: Item): Schedule | undefined {
  checkVersion(item);
  const { [attributes.schedule]: schedule } = item;
  return schedule && (JSON.parse(text.read(schedule)) as Schedule);
}

/** The index holds keys only: a time, then the table's. */
function entryOf(item: Item): FiringEntry {
  const key = readText(item, attention.sort);
  return {
    tenant: readText(item, tableKeys.partition).slice(partitionOf('').length),
    name: readText(item, tableKeys.sort),
    nextAt: Number.parseInt(key, 10),
    key,
  };
}

function keyOf({ tenant, name }: ScheduleAddress): Item {
  return {
    [tableKeys.partition]: text.write(partitionOf(tenant)),
    [tableKeys.sort]: text.write(name),
  };
}

function partitionOf(tenant: string): string {
  return `${partitionPrefixes.schedules}${tenant}`;
}
