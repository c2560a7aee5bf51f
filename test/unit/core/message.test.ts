import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMessage,
  encodeMessage,
  longestBody,
  type Message,
} from '../../../functions/core/message.ts';

const message: Message = {
  id: 'job',
  tenant: 'acme',
  type: 'task',
  ticket: 2,
  hash: 'hash',
  createdAt: 1_900_000_000_000,
  runAt: 1_900_000_001_000,
  maxAttempts: 3,
  requestId: 'request',
  depth: 1,
  tags: ['a', 'b'],
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  resent: 4,
};

/** All that SQS takes: it refuses U+FFFE, U+FFFF, lone surrogates and most control characters. */
const printable = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

function kindsOf({ tags, ...fields }: Message): object {
  const kinds = Object.entries(fields).map(([name, value]) => [name, typeof value]);
  return { ...Object.fromEntries(kinds), tags: tags.every((tag) => typeof tag === 'string') };
}

const anyText = fc.string({ unit: 'binary', maxLength: 100 });
const payloadText = fc.json().map((json) => JSON.stringify(JSON.parse(json)));

/** With every field that a message may have, and any value that its type allows. */
const anyMessage: fc.Arbitrary<Message> = fc.record(
  {
    id: anyText,
    tenant: anyText,
    type: anyText,
    ticket: fc.maxSafeInteger(),
    hash: anyText,
    createdAt: fc.maxSafeInteger(),
    maxAttempts: fc.maxSafeInteger(),
    requestId: anyText,
    depth: fc.maxSafeInteger(),
    tags: fc.array(anyText, { maxLength: 10 }),
    runAt: fc.maxSafeInteger(),
    traceparent: anyText,
    resent: fc.maxSafeInteger(),
    payload: payloadText,
  },
  {
    requiredKeys: [
      ...(['id', 'tenant', 'type', 'ticket', 'hash', 'createdAt', 'maxAttempts'] as const),
      ...(['requestId', 'depth', 'tags'] as const),
    ],
    noNullPrototype: true,
  },
);

describe('a message', () => {
  it('arrives as it was sent, but for a payload that does not fit', () => {
    const property = fc.property(anyMessage, (sent) => {
      const body = encodeMessage(sent);
      const { payload, ...rest } = sent;

      const read = decodeMessage(body);

      const fits = payload !== undefined && read?.payload !== undefined;
      expect(read).toStrictEqual(fits ? sent : rest);
      if (fits) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longestBody);
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('has a body that SQS takes, and not a byte too long, whatever its payload', () => {
    const property = fc.property(payloadText, fc.nat({ max: 8_000 }), (json, spaces) => {
      const payload = JSON.stringify([JSON.parse(json), ' '.repeat(spaces)]);

      const body = encodeMessage({ ...message, payload });

      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(longestBody);
      expect(body).toMatch(printable);
    });

    fc.assert(property, { numRuns: 300 });
  });

  it('is read from any text without an error', () => {
    const anyBody = fc.oneof(
      anyText,
      fc.json(),
      fc.json().map((json) => `{"v":1,"id":${json}}`),
    );
    const property = fc.property(anyBody, (body) => {
      expect(decodeMessage(body)).toBeUndefined();
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('is either read with every field as its type says, or not at all, when one is another', () => {
    const known = encodeMessage({ ...message, payload: '1' });
    const names = fc.constantFrom(...Object.keys(JSON.parse(known)));
    const property = fc.property(names, fc.jsonValue(), (name, value) => {
      const body = JSON.stringify({ ...JSON.parse(known), [name]: value });

      const read = decodeMessage(body);

      expect(kindsOf(read ?? { ...message, payload: '1' })).toEqual(
        kindsOf({ ...message, payload: '1' }),
      );
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('is not read from a body that is nested deeper than the stack reaches', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const body = encodeMessage({ ...message, payload: '1' }).replace(/1}$/, `${deep}}`);

    expect(decodeMessage(body)).toBeUndefined();
  });

  it.each(['\u0000', '\uFFFE', '\uFFFF', '\uD800', '😀', '\u2028', '"\\'])('carries %j', (text) => {
    const payload = JSON.stringify({ text, [text]: 1 });

    const body = encodeMessage({ ...message, payload, tags: [text] });

    expect(body).toMatch(printable);
    expect(JSON.parse(decodeMessage(body)?.payload ?? '')).toEqual({ text, [text]: 1 });
    expect(decodeMessage(body)?.tags).toEqual([text]);
  });

  it('leaves out a payload that would make its body too long', () => {
    const whole = encodeMessage({ ...message, payload: '"x"' });
    const spare = longestBody - Buffer.byteLength(whole);
    const fits = JSON.stringify('x'.repeat(spare + 1));
    const tooLong = JSON.stringify('x'.repeat(spare + 2));

    expect(decodeMessage(encodeMessage({ ...message, payload: fits }))?.payload).toBe(fits);
    expect(decodeMessage(encodeMessage({ ...message, payload: tooLong }))).toEqual(message);
  });

  it.each([
    '',
    'text',
    'null',
    '[]',
    '{}',
    '{"v":1}',
    JSON.stringify({ v: 2, ...message }),
    JSON.stringify({ v: 1, ...message, ticket: '2' }),
    JSON.stringify({ v: 1, ...message, id: null }),
    JSON.stringify({ v: 1, ...message, runAt: 'now' }),
    JSON.stringify({ v: 1, ...message, tags: 'a' }),
    JSON.stringify({ v: 1, ...message, tags: [1] }),
    JSON.stringify({ v: 1, ...message, resent: '1' }),
    JSON.stringify({ v: 1, ...message, traceparent: 1 }),
  ])('is not read from %s', (body) => {
    expect(decodeMessage(body)).toBeUndefined();
  });
});
