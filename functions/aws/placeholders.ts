import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-format.ts';

/** Names and values of one request's expressions. Names too: DynamoDB reserves 573 words, `as` is one. */
export class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Item = {};
  readonly #known = new Map<string, string>();
  #valueCount = 0;

  name(attribute: string): string {
    const known = this.#known.get(attribute);
    if (known !== undefined) return known;
    const placeholder = `#${this.#known.size}`;
    this.#known.set(attribute, placeholder);
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: AttributeValue): string {
    const placeholder = `:${this.#valueCount}`;
    this.#valueCount += 1;
    this.values[placeholder] = value;
    return placeholder;
  }

  hasValues(): boolean {
    return this.#valueCount > 0;
  }
}
