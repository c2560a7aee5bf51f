import type { Condition, Test } from '../core/condition.ts';
import { number } from './attribute-format.ts';
import { itemVersion } from './item-version.ts';
import type { Placeholders } from './placeholders.ts';
import { attributeOf, comparable } from './record-codec.ts';
import { tableKeys } from './table-keys.ts';

/** Holds for a record that is there and that this release can read, if the condition does. */
export function conditionExpression(condition: Condition, placeholders: Placeholders): string {
  const { attribute, newest } = itemVersion;
  const readable = `${placeholders.name(attribute)} <= ${placeholders.value(number.write(newest))}`;
  return [readable, ...condition.map((part) => partOf(part, placeholders))].join(' AND ');
}

/** `AND` binds closer than `OR`; DynamoDB refuses parentheses that change nothing. */
function partOf(part: Condition[number], placeholders: Placeholders): string {
  if (!('anyOf' in part)) return testOf(part, placeholders);
  const rows = part.anyOf.map((row) => rowOf(row, placeholders));
  if (rows.length === 0) return never(placeholders);
  return rows.length === 1 ? rows.join() : `(${rows.join(' OR ')})`;
}

function rowOf(row: readonly Test[], placeholders: Placeholders): string {
  if (row.length === 0) return exists(placeholders);
  return row.map((test) => testOf(test, placeholders)).join(' AND ');
}

/** As in `holds`, a comparison with an attribute that is not there is false. */
function testOf(test: Test, placeholders: Placeholders): string {
  const [field, is] = test;
  // DynamoDB refuses both an empty list and a comparison of an attribute with itself.
  if (is === 'in' && test[2].length === 0) return never(placeholders);
  if (is === 'below' && test[2] === field) return never(placeholders);
  const name = placeholders.name(attributeOf(field));
  const operand = (value: string | number) => placeholders.value(comparable(field, value));
  switch (is) {
    case 'absent':
      return `attribute_not_exists(${name})`;
    case 'in':
      return `${name} IN (${test[2].map(operand).join(', ')})`;
    case 'below':
      return `${name} < ${placeholders.name(attributeOf(test[2]))}`;
    default:
      return `${name} ${is} ${operand(test[2])}`;
  }
}

function exists(placeholders: Placeholders): string {
  return `attribute_exists(${placeholders.name(tableKeys.partition)})`;
}

/** DynamoDB has no word for false, and every item has its key. */
function never(placeholders: Placeholders): string {
  return `attribute_not_exists(${placeholders.name(tableKeys.partition)})`;
}
