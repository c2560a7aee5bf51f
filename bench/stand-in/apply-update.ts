import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';

export type StoredItem = Readonly<Record<string, AttributeValue>>;

/** What an update makes of an item, of the expressions that the functions write. Conditions are not looked at. */
export function applyUpdate(before: StoredItem, input: UpdateItemCommandInput): StoredItem {
  const nameOf = (text: string) => input.ExpressionAttributeNames?.[text] ?? text;
  const operand = (text: string): AttributeValue =>
    input.ExpressionAttributeValues?.[text] ?? before[nameOf(text)] ?? { N: '0' };
  const item: Record<string, AttributeValue> = { ...before, ...input.Key };
  for (const [word, part] of clausesOf(input.UpdateExpression ?? '').flatMap(partsOf)) {
    const [name = '', value = ''] = part.split(word === 'ADD' ? ' ' : ' = ');
    if (word === 'REMOVE') delete item[nameOf(name)];
    else item[nameOf(name)] = resultOf(word === 'ADD' ? `${name} + ${value}` : value, operand);
  }
  return item;
}

type Operand = (text: string) => AttributeValue;

function resultOf(text: string, operand: Operand): AttributeValue {
  const [, list, added] = /^list_append\((\S+), (\S+)\)$/.exec(text) ?? [];
  if (list !== undefined && added !== undefined) {
    return { L: [...(operand(list).L ?? []), ...(operand(added).L ?? [])] };
  }
  const [, left, right] = /^(\S+) \+ (\S+)$/.exec(text) ?? [];
  if (left === undefined || right === undefined) return operand(text);
  return { N: String(Number(operand(left).N) + Number(operand(right).N)) };
}

type Clause = readonly [word: string, rest: string];

function clausesOf(expression: string): readonly Clause[] {
  return [...expression.matchAll(/(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)/g)].map(
    ([, word = '', rest = '']) => [word, rest],
  );
}

/** By commas, but for those between the parentheses of a function. */
function partsOf([word, rest]: Clause): readonly Clause[] {
  return rest.split(/, (?![^(]*\))/).map((part) => [word, part]);
}
