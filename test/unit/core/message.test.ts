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

describe('a message', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const payload = JSON.stringify(JSON.parse(json));
        fc.pre(payload.length < 5_000);

        expect(decodeMessage(encodeMessage({ ...message, payload }))).toEqual({
          ...message,
          payload,
        });
      }),
    );
  });

  it.each(['\u0000', '\uFFFE', '\uFFFF', '\uD800', '😀', '\u2028', '"\\'])('carries %j', (text) => {
    const payload = JSON.stringify({ text, [text]: 1 });

    const body = encodeMessage({ ...message, payload, tags: [text] });

    // All that SQS takes: it refuses U+FFFE, U+FFFF, lone surrogates and most control characters.
    expect(body).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
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
  ])('is not read from %s', (body) => {
    expect(decodeMessage(body)).toBeUndefined();
  });
});
