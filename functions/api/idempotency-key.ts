import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headerOf } from './header.ts';
import { invalidRequest } from './problem.ts';
import { shown } from './shown.ts';

/** 1 to 255 visible ASCII characters. `"a"` and `a` are the same key. */
export function idempotencyKey(event: APIGatewayProxyEvent): string | undefined {
  const given = headerOf(event, 'idempotency-key');
  if (given === undefined) return undefined;
  const key = /^"(.*)"$/s.exec(given)?.[1] ?? given;
  const detail = keyFault(key);
  if (detail === undefined) return key;
  throw invalidRequest([{ parameter: 'Idempotency-Key', detail }]);
}

/** What is wrong with a key; undefined if nothing is. */
export function keyFault(key: string): string | undefined {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return undefined;
  return `Expected the Idempotency-Key to be 1 to 255 visible ASCII characters, got ${shown(key)} (${key.length} characters)`;
}
