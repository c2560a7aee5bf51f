import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ApiMiddleware } from '../api-event.ts';
import { headerOf } from '../header.ts';
import { isDeeperThan } from '../json-checks.ts';
import { invalidRequest, Problem } from '../problem.ts';
import { shown } from '../shown.ts';

const longestBody = 2 * 1024 * 1024;
/** Far less than what overflows the stack of `JSON.stringify` or of a schema that calls itself. */
const deepestJson = 500;

/**
 * 413, 415 and 400, in this order. (`@middy/http-json-body-parser` answers broken JSON with 422, refuses
 * payloads with a member named `__proto__`, and takes five times as long because of that.)
 */
export function jsonBody(): ApiMiddleware {
  return {
    before: ({ event }) => {
      const expected = event.route.body;
      if (expected === undefined) return;
      const bytes = bodyOf(event);
      if (bytes.length === 0 && expected === 'none') return;
      checkMediaType(headerOf(event, 'content-type'));
      event.json = parse(bytes);
      if (expected === 'none') checkEmpty(event.json);
    },
  };
}

function bodyOf({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer | string {
  const bytes = isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? '');
  const size = Buffer.byteLength(bytes);
  if (size <= longestBody) return bytes;
  const detail = `The body is ${size} bytes, at most ${longestBody} (2 MiB) are accepted: send fewer jobs at a time`;
  throw new Problem('body-too-large', detail);
}

function checkMediaType(type: string | undefined): void {
  if (/^application\/json[ \t]*(;|$)/i.test(type ?? '')) return;
  const got = type === undefined ? 'there was none' : `it was ${shown(type)}`;
  const detail = `The header Content-Type has to say application/json, but ${got}`;
  throw new Problem('unsupported-media-type', detail, { headers: { Accept: 'application/json' } });
}

function parse(bytes: Buffer | string): unknown {
  if (typeof bytes !== 'string' && !isUtf8(bytes)) {
    throw new Problem('invalid-json', 'The body is not UTF-8, which JSON has to be');
  }
  const text = bytes.toString();
  const value = parseText(text);
  // A level takes two brackets, so most texts are too short to be too deep.
  if (text.length > 2 * deepestJson && isDeeperThan(value, deepestJson)) {
    throw new Problem('invalid-json', `The body is nested more than ${deepestJson} levels deep`);
  }
  return value;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const got = text === '' ? 'It is empty' : reason;
    throw new Problem('invalid-json', `The body is not JSON. ${got}`);
  }
}

function checkEmpty(value: unknown): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && Object.keys(value).length === 0) return;
  const detail = `Expected no body, or an empty object, got ${shown(value)}`;
  throw invalidRequest([{ pointer: '#', detail }]);
}
