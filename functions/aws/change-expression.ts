import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Change } from '../core/condition.ts';
import type { JobRecord } from '../core/job-record.ts';
import { timeKey } from '../core/time-key.ts';
import { type Item, number, text } from './attribute-format.ts';
import { conditionExpression } from './condition-expression.ts';
import { dueKeys, type Shards } from './index-keys.ts';
import { Placeholders } from './placeholders.ts';
import { attributeOf, attributesOf, encodeFields } from './record-codec.ts';
import { recordColumns } from './record-columns.ts';
import { tableKeys } from './table-keys.ts';

type ChangeExpression = Pick<
  UpdateItemCommandInput,
  | 'ConditionExpression'
  | 'UpdateExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

const { attention, timeline } = tableKeys;

/**
 * What `changed` does to a record, as one update of its item. The keys of the index `attention` follow
 * `dueAt` and `failedAt`. A record never has both, so removing either takes it out of the index.
 */
export function changeExpression(id: string, change: Change, shards: Shards): ChangeExpression {
  const placeholders = new Placeholders();
  const condition = conditionExpression(change.when, placeholders);
  const set = withoutRemoved(change);
  const sets = [
    ...assignments(encodeFields(set), placeholders),
    ...attentionAssignments(set, placeholders, { id, shards }),
    ...growth(change, placeholders),
  ];
  const removals = removedAttributes(change, set).map((name) => placeholders.name(name));
  const clauses = [clause('SET', sets), clause('REMOVE', removals)].flat();
  return {
    ConditionExpression: condition,
    ExpressionAttributeNames: placeholders.names,
    ExpressionAttributeValues: placeholders.values,
    // DynamoDB refuses an empty one.
    ...(clauses.length > 0 && { UpdateExpression: clauses.join(' ') }),
  };
}

/** What is set and removed at once is removed, as `changed` has it; DynamoDB would refuse it. */
function withoutRemoved({ set = {}, remove = [] }: Change): Partial<JobRecord> {
  if (!remove.some((field) => field in set)) return set;
  const kept = Object.entries(set).filter(([field]) => !remove.some((gone) => gone === field));
  return Object.fromEntries(kept);
}

function assignments(values: Item, placeholders: Placeholders): readonly string[] {
  return Object.entries(values).map(
    ([attribute, value]) => `${placeholders.name(attribute)} = ${placeholders.value(value)}`,
  );
}

/** A failed job's partition is copied from the timeline: the change does not know the job's tenant. */
function attentionAssignments(
  { dueAt, failedAt }: Partial<JobRecord>,
  placeholders: Placeholders,
  { id, shards }: { id: string; shards: Shards },
): readonly string[] {
  if (dueAt !== undefined) {
    return assignments(dueKeys(id, dueAt, shards), placeholders);
  }
  if (failedAt === undefined) return [];
  const key = placeholders.value(text.write(timeKey(failedAt, id)));
  return [
    `${placeholders.name(attention.partition)} = ${placeholders.name(timeline.partition)}`,
    `${placeholders.name(attention.sort)} = ${key}`,
  ];
}

function growth({ countAttempt, append }: Change, placeholders: Placeholders): readonly string[] {
  const sets: string[] = [];
  if (countAttempt) {
    const attempt = placeholders.name(attributeOf('attempt'));
    sets.push(`${attempt} = ${attempt} + ${placeholders.value(number.write(1))}`);
  }
  if (append) {
    const history = placeholders.name(attributeOf('history'));
    const line = placeholders.value(recordColumns.history.write([append]));
    sets.push(`${history} = list_append(${history}, ${line})`);
  }
  return sets;
}

function removedAttributes(
  { remove = [] }: Change,
  { dueAt, failedAt }: Partial<JobRecord>,
): readonly string[] {
  const attributes = remove.flatMap(attributesOf);
  const leaves = remove.includes('dueAt') || remove.includes('failedAt');
  const stays = dueAt !== undefined || failedAt !== undefined;
  return leaves && !stays ? [...attributes, attention.partition, attention.sort] : attributes;
}

function clause(word: 'SET' | 'REMOVE', parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`${word} ${parts.join(', ')}`];
}
