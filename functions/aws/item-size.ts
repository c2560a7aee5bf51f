import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-format.ts';

/** Bytes for which DynamoDB bills an item: its attributes' names and values. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

/** A number takes a byte for two digits and one more; a list 3 bytes, and one more for each entry. */
function valueSize({ S, N, L }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.replaceAll(/\D/g, '').length / 2) + 1;
  if (L !== undefined) return L.reduce((sum, entry) => sum + valueSize(entry) + 1, 3);
  throw new TypeError('Expected an attribute of the table to be a string, a number or a list');
}
