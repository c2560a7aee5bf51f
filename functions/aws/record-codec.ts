import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JobRecord } from '../core/job-record.ts';
import { type Item, number, readText, text } from './attribute-format.ts';
import { dueKeys, failedKeys, type Shards, timelineKeys } from './index-keys.ts';
import { itemSize } from './item-size.ts';
import { checkVersion, itemVersion } from './item-version.ts';
import {
  type RecordColumns,
  recordColumns,
  type StoredField,
  type StoredValues,
} from './record-columns.ts';
import { partitionPrefixes, tableKeys } from './table-keys.ts';

/** DynamoDB bills a write for the whole item, in steps of 1 KB. A claim adds what the first leaves free. */
const limits = { created: 640, settled: 1_024 } as const;

const fields = Object.keys(recordColumns) as readonly StoredField[];
const fieldsUntagged = fields.filter((field) => field !== 'tags');

export function recordKey(id: string): Item {
  return itemKey(id, 'RECORD');
}

/** Of anything that belongs to a job. */
export function itemKey(id: string, sort: string): Item {
  return { [tableKeys.partition]: jobPartition(id), [tableKeys.sort]: { S: sort } };
}

export function encodeRecord(record: JobRecord, shards: Shards): Item {
  return {
    ...recordKey(record.id),
    [itemVersion.attribute]: number.write(itemVersion.newest),
    ...timelineKeys(record, record.createdAt, shards),
    ...(record.dueAt !== undefined && dueKeys(record.id, record.dueAt, shards)),
    ...(record.failedAt !== undefined && failedKeys(record, record.failedAt, shards)),
    ...encodeFields(record, record.tags.length === 0 ? fieldsUntagged : fields),
  };
}

/** The attributes of these fields, without the keys of the table and of its indexes. */
export function encodeFields(values: Partial<JobRecord>, among = fields): Item {
  // Loops here and in `decodeRecord`: each job comes by several times, and lists of pairs took half of its time.
  const item: Item = {};
  for (const field of among) encodeField(item, field, values[field]);
  if (values.expiresAt !== undefined) item[tableKeys.expiry] = expiry(values.expiresAt);
  return item;
}

/**
 * When DynamoDB may remove an item, within a few days. It knows whole seconds: rounded up, so that
 * nothing goes early. A record's exact time stands beside it.
 */
export function expiry(expiresAt: number): AttributeValue {
  return number.write(Math.ceil(expiresAt / 1_000));
}

export function decodeRecord(item: Item): JobRecord {
  checkVersion(item);
  const id = readText(item, tableKeys.partition).slice(partitionPrefixes.job.length);
  const record: Record<string, unknown> = { id, tags: [] };
  for (const field of fields) {
    const { attribute, read } = recordColumns[field];
    const value = item[attribute];
    if (value !== undefined) record[field] = read(value);
  }
  return record as unknown as JobRecord;
}

/** The attribute with which a field is compared. */
export function attributeOf(field: keyof JobRecord): string {
  return field === 'id' ? tableKeys.partition : recordColumns[field].attribute;
}

/** All that goes when a field is removed. */
export function attributesOf(field: StoredField): readonly string[] {
  return field === 'expiresAt' ? [attributeOf(field), tableKeys.expiry] : [attributeOf(field)];
}

/** What a field is compared with. */
export function comparable(field: keyof JobRecord, value: string | number): AttributeValue {
  if (field === 'id') return jobPartition(String(value));
  return typeof value === 'number' ? number.write(value) : text.write(value);
}

/** Bytes that are left for the payload, or for the result. */
export function roomFor(record: JobRecord, when: 'created' | 'settled', shards: Shards): number {
  const name = attributeOf(when === 'created' ? 'payload' : 'result');
  const item = encodeRecord(record, shards);
  return limits[when] - itemSize({ [name]: text.write(''), ...item });
}

function encodeField<F extends StoredField>(
  item: Item,
  field: F,
  value: StoredValues[F] | undefined,
): void {
  const column: RecordColumns[F] = recordColumns[field];
  if (value !== undefined) item[column.attribute] = column.write(value);
}

function jobPartition(id: string): AttributeValue {
  return text.write(`${partitionPrefixes.job}${id}`);
}
