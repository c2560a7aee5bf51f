import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** How one kind of value is stored in an attribute. `read` throws what it cannot read. */
export interface Format<Value> {
  write(value: Value): AttributeValue;
  read(value: AttributeValue): Value;
}

export const text: Format<string> = {
  write: (value) => ({ S: value }),
  read: ({ S }) => present(S, 'a string'),
};

export const number: Format<number> = {
  write: (value) => ({ N: String(value) }),
  read: ({ N }) => Number(present(N, 'a number')),
};

export const textList: Format<readonly string[]> = {
  write: (values) => ({ L: values.map(text.write) }),
  read: ({ L }) => present(L, 'a list').map(text.read),
};

/** A value stored as text: shorter than a map of attributes, and it keeps what JSON can hold. */
export function textFormat<Value>(
  write: (value: Value) => string,
  read: (line: string) => Value,
): Format<Value> {
  return { write: (value) => text.write(write(value)), read: (value) => read(text.read(value)) };
}

/** Of an attribute that every item of its kind has. */
export function readText(item: Item, attribute: string): string {
  return text.read(present(item[attribute], `attribute '${attribute}'`));
}

function present<Value>(value: Value | undefined, expected: string): Value {
  if (value === undefined)
    throw new TypeError(`Expected ${expected} in an item of the table, found none`);
  return value;
}
