import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

const body = { type: 'echo', payload: 'grün \u{1F600}' };

describe('a body', () => {
  it('may come in base64', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { raw: Buffer.from(JSON.stringify(body)) });

    expect(answer).toMatchObject({ status: 202, json: { payload: body.payload } });
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ])('may be %s', async (type) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body, headers: { 'Content-Type': type } });

    expect(answer.status).toBe(202);
  });

  it.each(['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded', ''])(
    'may not be %j',
    async (type) => {
      const { call } = await createApiWorld();

      const answer = await call('POST', '/jobs', { body, headers: { 'Content-Type': type } });

      expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported-media-type' } });
      expect(answer.json.detail).toContain(JSON.stringify(type));
    },
  );

  it.each<[string, string | Buffer, RegExp]>([
    ['broken JSON', '{"type":', /not JSON/],
    ['nothing', '', /empty/],
    ['a byte order mark', '\uFEFF{}', /not JSON/],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), /UTF-8/],
    ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), /UTF-8/],
    ['501 levels', `${'['.repeat(501)}${']'.repeat(501)}`, /500 levels/],
    ['a million levels', `${'['.repeat(1e6)}${']'.repeat(1e6)}`, /500 levels/],
  ])('is a 400 if it is %s', async (_, raw, detail) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { raw });

    expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-json' } });
    expect(answer.json.detail).toMatch(detail);
  });

  it('may have 500 levels', async () => {
    const { call } = await createApiWorld();
    const payload = `${'['.repeat(499)}${' '.repeat(1_000)}${']'.repeat(499)}`;

    const answer = await call('POST', '/jobs', { raw: `{"type":"echo","payload":${payload}}` });

    expect(answer.status).toBe(202);
  });

  it.each([
    ['in ASCII', 'x'],
    ['in three bytes a character', '\u20ac'],
  ])('is measured in bytes: %s', async (_, letter) => {
    const { call } = await createApiWorld();
    const longest = Math.floor((2 * 1024 * 1024) / Buffer.byteLength(letter));

    const fits = await call('POST', '/jobs', { raw: letter.repeat(longest) });
    const isOver = await call('POST', '/jobs', { raw: letter.repeat(longest + 1) });
    const isOverInBase64 = await call('POST', '/jobs', {
      raw: Buffer.from(letter.repeat(longest + 1)),
    });

    expect([fits.status, isOver.status, isOverInBase64.status]).toEqual([400, 413, 413]);
  });

  it.each(['cancel', 'retry'])('may be missing or empty for %s, and nothing else', async (verb) => {
    const { call } = await createApiWorld();
    const form = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };

    const statuses = await Promise.all(
      [{}, { raw: '', ...form }, { body: {} }, { body: { force: true } }, { body: [1] }].map(
        async (sent) => (await call('POST', `/jobs/none/${verb}`, sent)).status,
      ),
    );

    expect(statuses).toEqual([404, 404, 404, 422, 422]);
  });
});
