import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());
const typeNames = ['demo', 'resize-image', 'summarise-csv'];

type Row = readonly [
  title: string,
  body: unknown,
  where: string,
  /** What the detail has to say: the value, and what would do. */
  says: readonly string[],
];

function demo(envelope: object = {}): object {
  return { type: 'demo', payload: {}, ...envelope };
}

const envelopes: readonly Row[] = [
  ['null', null, '#', ['null']],
  ['a number', 5, '#', ['5']],
  ['a text', 'demo', '#', ['"demo"']],
  ['an unknown type', demo({ type: 'nope' }), '#/type', ['"nope"', ...typeNames]],
  ['a type of another case', demo({ type: 'Demo' }), '#/type', ['"Demo"', 'demo']],
  ['a type from the prototype', demo({ type: 'constructor' }), '#/type', ['"constructor"']],
  ['a type that is no text', demo({ type: 5 }), '#/type', ['5', ...typeNames]],
  ['no type', { payload: {} }, '#/type', [...typeNames]],
  ['no payload', { type: 'demo' }, '#/payload', ['missing']],
  ['an unknown field', demo({ priority: 1 }), '#/priority', ['"priority"', 'delay', 'tags']],
  ['a field to be escaped', demo({ 'a/b~c': 1 }), '#/a~1b~0c', ['"a/b~c"']],
];

const payloads: readonly Row[] = [
  ['that is no object', demo({ payload: 'text' }), '#/payload', ['"text"']],
  ['with a negative number', demo({ payload: { sleepMs: -7 } }), '#/payload/sleepMs', ['-7', '0']],
  ['with a fraction', demo({ payload: { sleepMs: 1.5 } }), '#/payload/sleepMs', ['1.5']],
  ['with a text for a number', demo({ payload: { sleepMs: '9' } }), '#/payload/sleepMs', ['"9"']],
  ['of no known outcome', demo({ payload: { outcome: 'win' } }), '#/payload/outcome', ['"win"']],
  ['with an unknown field', demo({ payload: { colour: 1 } }), '#/payload/colour', ['"colour"']],
  [
    'with a fault deep inside',
    { type: 'resize-image', payload: { image: 'AAAA', widths: [100, 0] } },
    '#/payload/widths/1',
    ['0'],
  ],
  ['without what it needs', { type: 'summarise-csv', payload: {} }, '#/payload/csv', ['"csv"']],
];

const starts: readonly Row[] = [
  ['a negative delay', demo({ delay: '-5s' }), '#/delay', ['"-5s"', '10s']],
  ['a delay over 366 days', demo({ delay: '367d' }), '#/delay', ['"367d"', '366d']],
  ['a delay over 366 days in hours', demo({ delay: '8785h' }), '#/delay', ['"8785h"', '366d']],
  ['a fraction of a delay', demo({ delay: '1.5h' }), '#/delay', ['"1.5h"']],
  ['a delay without a unit', demo({ delay: '10' }), '#/delay', ['"10"']],
  ['a delay of an unknown unit', demo({ delay: '2w' }), '#/delay', ['"2w"']],
  ['a delay in two units', demo({ delay: '1h30m' }), '#/delay', ['"1h30m"']],
  ['a delay with a space', demo({ delay: '10 s' }), '#/delay', ['"10 s"']],
  ['a delay that is a number', demo({ delay: 10 }), '#/delay', ['10']],
  ['a delay that is null', demo({ delay: null }), '#/delay', ['null']],
  ['an empty delay', demo({ delay: '' }), '#/delay', ['""']],
  ['a runAt in words', demo({ runAt: 'tomorrow' }), '#/runAt', ['"tomorrow"', 'RFC 3339']],
  ['a runAt without a zone', demo({ runAt: '2030-01-01T00:00:00' }), '#/runAt', ['"2030-01-01T']],
  ['a runAt on 30 February', demo({ runAt: '2030-02-30T00:00:00Z' }), '#/runAt', ['"2030-02-30']],
  ['a runAt that has passed', demo({ runAt: '2020-01-01T00:00:00Z' }), '#/runAt', ['"2020-01-01']],
  ['a runAt too far away', demo({ runAt: '2999-01-01T00:00:00Z' }), '#/runAt', ['"2999', '366']],
  ['a runAt that is a number', demo({ runAt: 1_900_000_000 }), '#/runAt', ['1900000000']],
  [
    'a delay and a runAt',
    demo({ delay: '1s', runAt: '2030-01-01T00:00:00Z' }),
    '#/runAt',
    ['not both'],
  ],
];

const tags: readonly Row[] = [
  ['a text', demo({ tags: 'a' }), '#/tags', ['"a"', 'array']],
  ['eleven', demo({ tags: Array(11).fill('a') }), '#/tags', ['11', '10']],
  ['one with a space', demo({ tags: ['ok', 'not ok'] }), '#/tags/1', ['"not ok"']],
  ['one with an umlaut', demo({ tags: ['Köln'] }), '#/tags/0', ['"Köln"']],
  ['an empty one', demo({ tags: [''] }), '#/tags/0', ['""']],
  ['one of 65 characters', demo({ tags: ['x'.repeat(65)] }), '#/tags/0', ['"xxx', '64']],
  ['a number', demo({ tags: [5] }), '#/tags/0', ['5']],
];

async function expectRefused(body: unknown, where: string, says: readonly string[]) {
  const answer = await client.send('POST', '/jobs', { json: body });
  expectProblem(answer, { status: 422, code: 'invalid-request', where, says });
}

describe.concurrent('a job is refused', () => {
  it.each(envelopes)('for %s', (_, body, where, says) => expectRefused(body, where, says));

  it.each(payloads)('for a payload %s', (_, body, where, says) => expectRefused(body, where, says));

  it.each(starts)('for %s', (_, body, where, says) => expectRefused(body, where, says));

  it.each(tags)('for tags that are or hold %s', (_, body, where, says) =>
    expectRefused(body, where, says),
  );

  it('for a number that JSON can write and no program can hold', async () => {
    const raw = '{"type":"demo","payload":{"echo":{"a":[1,1e999]}}}';

    const answer = await client.send('POST', '/jobs', { raw });

    expectProblem(answer, {
      status: 422,
      code: 'invalid-request',
      where: '#/payload/echo/a/1',
      says: ['largest'],
    });
  });

  it('with all of its faults at once', async () => {
    const json = { type: 'demo', payload: { sleepMs: -1 }, delay: 'soon', tags: [''], priority: 1 };

    const answer = await client.send<{ errors: readonly { pointer: string }[] }>('POST', '/jobs', {
      json,
    });

    const pointers = answer.body.errors.map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(['#/delay', '#/payload/sleepMs', '#/priority', '#/tags/0']);
  });

  it('for a payload over 350,000 bytes of JSON text, by one byte', async () => {
    const payload = { echo: 'x'.repeat(350_001 - JSON.stringify({ echo: '' }).length) };

    const answer = await client.send('POST', '/jobs', { json: { type: 'demo', payload } });

    expectProblem(answer, {
      status: 413,
      code: 'payload-too-large',
      where: '#/payload',
      says: ['350001', '350000'],
    });
  });

  it.each([
    ['of 256 characters', 'k'.repeat(256), '256'],
    ['with a space', 'two words', 'two words'],
    ['of two quotes', '""', '0 characters'],
  ])('for an Idempotency-Key %s', async (_, key, named) => {
    const answer = await client.send('POST', '/jobs', {
      json: demo(),
      headers: { 'Idempotency-Key': key },
    });

    expectProblem(answer, {
      status: 422,
      code: 'invalid-request',
      where: 'Idempotency-Key',
      says: [named, '1 to 255'],
    });
  });
});
