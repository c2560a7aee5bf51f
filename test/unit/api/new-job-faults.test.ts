import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe('a new job that cannot be accepted', () => {
  const job = { type: 'echo', payload: 1 };
  const cases: [string, unknown, string, RegExp][] = [
    ['an unknown type', { ...job, type: 'none' }, '#/type', /one of echo, greet, fail, got "none"/],
    ['a type from Object.prototype', { ...job, type: 'constructor' }, '#/type', /"constructor"/],
    ['no type', { payload: 1 }, '#/type', /got nothing/],
    ['no payload', { type: 'echo' }, '#/payload', /missing/],
    [
      'a payload that the schema refuses',
      { type: 'greet', payload: { userId: 7 } },
      '#/payload/userId',
      /string/,
    ],
    ['an unknown field', { ...job, 'pri/o~rity': 1 }, '#/pri~1o~0rity', /"pri\/o~rity" is not/],
    ['a negative delay', { ...job, delay: '-5s' }, '#/delay', /not negative.*got "-5s"/],
    ['a delay without a unit', { ...job, delay: 10 }, '#/delay', /got 10$/],
    ['a delay that is null', { ...job, delay: null }, '#/delay', /got null$/],
    ['a delay in fractions', { ...job, delay: '1.5s' }, '#/delay', /got "1.5s"$/],
    ['a delay over 366 days', { ...job, delay: '367d' }, '#/delay', /at most 366d, got "367d"/],
    ['a time that is none', { ...job, runAt: 'tomorrow' }, '#/runAt', /RFC 3339.*got "tomorrow"/],
    ['30 February', { ...job, runAt: '2030-02-30T00:00:00Z' }, '#/runAt', /RFC 3339/],
    [
      'a time long past',
      { ...job, runAt: '2029-12-31T23:58:59.999Z' },
      '#/runAt',
      /has not passed/,
    ],
    ['a time too far off', { ...job, runAt: '2031-01-02T00:00:00.001Z' }, '#/runAt', /366 days/],
    [
      'a delay and a time',
      { ...job, delay: '1s', runAt: '2030-01-02T00:00:00Z' },
      '#/runAt',
      /not both/,
    ],
    [
      'tags that are no array',
      { ...job, tags: 'a' },
      '#/tags',
      /array of at most 10 tags, got "a"/,
    ],
    ['11 tags', { ...job, tags: Array(11).fill('a') }, '#/tags', /got 11 of them/],
    ['a tag with a space', { ...job, tags: ['a', 'b c'] }, '#/tags/1', /got "b c"$/],
    ['a tag of 65 characters', { ...job, tags: ['a'.repeat(65)] }, '#/tags/0', /1 to 64/],
    ['an empty tag', { ...job, tags: [''] }, '#/tags/0', /got ""$/],
    ['a string', 'echo', '#', /got "echo"$/],
    ['null', null, '#', /got null$/],
  ];

  it.each(cases)('is a 422 that points to %s', async (_, body, pointer, detail) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body });

    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(answer.json.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
    expect(answer.json.detail).toContain(answer.json.errors[0].detail);
  });

  it.each([
    ['of the payload', { type: 'greet', payload: { userId: 7 } }, /^payload\.userId: .*string/],
    ['of the whole payload', { type: 'greet', payload: 7 }, /^payload: /],
    ['of the job', { ...job, delay: 10 }, /^delay: Expected a whole number.*got 10$/],
    ['in a list', { ...job, tags: ['a', 'b c'] }, /^tags\[1\]: Expected a tag/],
    ['of an entry', [job, { type: 'greet', payload: { userId: 7 } }], /^\[1\]\.payload\.userId: /],
    ['that is no entry', [job, 7], /^\[1\]: Expected an object/],
    ['that the sentence names', { ...job, dealy: '1s' }, /^"dealy" is not a field of a job/],
    ['of an entry, that it names', [job, { ...job, dealy: 1 }], /^\[1\]: "dealy" is not a field/],
    ['of a strange name, that it names', { ...job, 'pri/o~rity': 1 }, /^"pri\/o~rity" is not/],
    ['that is the whole body', null, /^Expected an object/],
  ])('says in its detail where it is: a fault %s', async (_, body, detail) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body });

    expect(answer.json.detail).toMatch(detail);
  });

  it('is told all its faults at once', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: { type: 'greet', payload: {}, delay: 'x', tags: [''], more: 1 },
    });

    expect(answer.json.errors).toHaveLength(4);
    expect(answer.json.detail).toContain('and 3 more, see errors');
  });

  it('is told 100 faults at most', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: Array(500).fill({ type: 'none', payload: 1 }),
    });

    expect(answer.json.errors).toHaveLength(100);
  });

  it.each(['1e999', '-1e999'])('is a 422 that points to the number %s', async (number) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      raw: `{"type":"echo","payload":{"a/b":[0,{"c":${number}}]}}`,
    });

    expect(answer).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '#/payload/a~1b/1/c' }] },
    });
  });

  it.each(['', ' ', '""', 'a b', 'ключ', 'a\u007f', 'x'.repeat(256)])(
    'is a 422 that names the Idempotency-Key %j',
    async (key) => {
      const { call } = await createApiWorld();

      const answer = await call('POST', '/jobs', {
        body: job,
        headers: { 'Idempotency-Key': key },
      });

      expect(answer).toMatchObject({
        status: 422,
        json: { errors: [{ parameter: 'Idempotency-Key' }] },
      });
    },
  );
});

describe('a start that is close enough', () => {
  it.each([
    { delay: '0s' },
    { runAt: '2029-12-31T23:59:00Z' },
    { runAt: '2030-01-01T01:00:00.000+01:00' },
  ])('is now: %j', async (start) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body: { type: 'echo', payload: 1, ...start } });

    expect(answer).toMatchObject({ status: 202, json: { status: 'queued' } });
    expect(answer.json).not.toHaveProperty('runAt');
  });
});
