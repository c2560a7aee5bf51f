import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../functions/core/schedule.ts';
import { newSchedule } from '../../contract/store/new-schedule.ts';
import { type ApiWorld, createApiWorld } from './api-world.ts';

const hour = 3_600_000;
const nightly = { type: 'greet', payload: { userId: 'u1' }, cron: '0 9 * * MON-FRI' };

async function put({ call }: ApiWorld, fields: object = {}, name = 'nightly') {
  return call('PUT', `/schedules/${name}`, { body: { ...nightly, ...fields } });
}

/** As the scheduler makes them from the code. */
async function putInCode({ world }: ApiWorld): Promise<Schedule> {
  const schedule = newSchedule({ tenant: 'default', name: 'greet', type: 'greet', origin: 'code' });
  await world.store.putSchedule({ ...schedule, payload: '{"userId":"u1"}' });
  return schedule;
}

describe('PUT /schedules/{name}', () => {
  it('makes a schedule and shows it with its next five times', async () => {
    const api = await createApiWorld();

    const answer = await put(api, { timeZone: 'Europe/Berlin' });

    expect(answer).toMatchObject({ status: 201 });
    // 1 January 2030 is a Tuesday.
    expect(answer.json).toEqual({
      name: 'nightly',
      type: 'greet',
      payload: { userId: 'u1' },
      cron: '0 9 * * MON-FRI',
      timeZone: 'Europe/Berlin',
      overlap: 'skip',
      missed: 'latest',
      paused: false,
      origin: 'api',
      createdAt: '2030-01-01T00:00:00.000Z',
      updatedAt: '2030-01-01T00:00:00.000Z',
      next: [1, 2, 3, 4, 7].map((day) => `2030-01-0${day}T08:00:00.000Z`),
    });
  });

  it('changes it, and answers 200 and the same if there is nothing to change', async () => {
    const api = await createApiWorld();
    await put(api);
    await api.world.clock.advance(1_000);

    const changed = await put(api, { paused: true, overlap: 'allow' });
    await api.world.clock.advance(1_000);
    const unchanged = await put(api, { paused: true, overlap: 'allow' });

    expect(changed).toMatchObject({
      status: 200,
      json: { paused: true, overlap: 'allow', next: [], updatedAt: '2030-01-01T00:00:01.000Z' },
    });
    expect(unchanged).toMatchObject({ status: 200, json: changed.json });
  });

  it('takes a duration in the place of a cron expression', async () => {
    const api = await createApiWorld();

    const answer = await put(api, { cron: undefined, every: '90m' });

    expect(answer).toMatchObject({ status: 201, json: { every: '90m' } });
    expect(answer.json).not.toHaveProperty('timeZone');
    expect(answer.json.next.slice(0, 2)).toEqual([
      '2030-01-01T01:30:00.000Z',
      '2030-01-01T03:00:00.000Z',
    ]);
  });

  it.each([
    [{ cron: '0 25 * * *' }, '#/cron', "got '0 25 * * *'"],
    [{ cron: '0 9 * *' }, '#/cron', 'it has 4 fields'],
    [{ cron: 9 }, '#/cron', 'got 9'],
    [
      { cron: `${'0,'.repeat(96)}0 9 * * *` },
      '#/cron',
      'at most 200 characters, got 201 of them: write a long',
    ],
    [{ timeZone: 'x'.repeat(65) }, '#/timeZone', 'at most 64 characters, got 65 of them'],
    [{ timeZone: 'Europe/Berln' }, '#/timeZone', "got 'Europe/Berln'"],
    [{ timeZone: 1 }, '#/timeZone', 'got 1'],
    [{ every: '15m' }, '#', 'got both'],
    [{ cron: undefined }, '#', 'got neither'],
    [
      { cron: undefined, every: '30s' },
      '#/every',
      "1m to 366d, such as '15m', '1h' or '7d', got '30s'",
    ],
    [{ cron: undefined, every: 'daily' }, '#/every', 'got "daily"'],
    [{ cron: undefined, every: '1h', timeZone: 'UTC' }, '#/timeZone', 'leave timeZone out'],
    [{ type: 'gret' }, '#/type', 'one of echo, greet, fail, got "gret"'],
    [{ payload: { userId: 1 } }, '#/payload/userId', 'string'],
    [{ payload: undefined }, '#/payload', 'missing'],
    [{ overlap: 'queue' }, '#/overlap', `Expected 'skip' or 'allow', got "queue"`],
    [{ missed: 'some' }, '#/missed', `Expected 'latest' or 'none' or 'all', got "some"`],
    [{ paused: 'no' }, '#/paused', 'Expected true or false, got "no"'],
    [{ timezone: 'UTC' }, '#/timezone', '"timezone" is not a field of a schedule'],
  ])('refuses %j', async (fields, pointer, detail) => {
    const api = await createApiWorld();

    const answer = await put(api, fields);

    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid-request' } });
    expect(answer.json.errors).toContainEqual({
      pointer,
      detail: expect.stringContaining(detail),
    });
    expect(await api.world.store.listSchedules('default')).toEqual([]);
  });

  it('takes an expression of 200 characters', async () => {
    const cron = `${'0,'.repeat(95)}00 9 * * *`;

    const answer = await put(await createApiWorld(), { cron });

    expect(cron).toHaveLength(200);
    expect(answer).toMatchObject({ status: 201, json: { cron } });
  });

  it.each(['cron', 'timeZone'])('does not repeat a %s that is far too long', async (field) => {
    const answer = await put(await createApiWorld(), { [field]: '0,'.repeat(500_000) });

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: `#/${field}` }] } });
    expect(JSON.stringify(answer.json).length).toBeLessThan(1_000);
  });

  it('finds every fault at once', async () => {
    const api = await createApiWorld();

    const answer = await put(api, { cron: 'x', type: 'y', overlap: 'z' });

    const pointers = answer.json.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.sort()).toEqual(['#/cron', '#/overlap', '#/type']);
  });

  it.each(['%20', '-a', 'a%2Fb', 'x'.repeat(51)])('refuses the name %s', async (name) => {
    const api = await createApiWorld();

    const answer = await put(api, {}, name);

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ parameter: 'name' }] } });
  });

  it('refuses a payload that is long for a schedule', async () => {
    const api = await createApiWorld();

    const answer = await put(api, { type: 'echo', payload: 'x'.repeat(20_000) });

    expect(answer).toMatchObject({
      status: 413,
      json: { code: 'payload-too-large', errors: [{ pointer: '#/payload' }] },
    });
  });

  it('refuses another job type under a name that is taken', async () => {
    const api = await createApiWorld();
    await put(api);

    const answer = await put(api, { type: 'echo' });

    expect(answer).toMatchObject({
      status: 422,
      json: {
        detail:
          "Schedule 'nightly' is for job type 'greet', got \"echo\": delete it first, or use another name",
        errors: [{ pointer: '#/type' }],
      },
    });
  });

  it('refuses one more when there are 500', async () => {
    const api = await createApiWorld();
    for (let n = 0; n < 500; n += 1) {
      await api.world.store.putSchedule(newSchedule({ tenant: 'default', name: `s${n}` }));
    }

    expect(await put(api)).toMatchObject({ status: 409, json: { code: 'too-many-schedules' } });
  });
});

describe('a schedule that is made in code', () => {
  it.each([
    ['PUT', '', nightly],
    ['DELETE', '', undefined],
  ])('is not changed by %s', async (method, path, body) => {
    const api = await createApiWorld();
    await putInCode(api);

    const answer = await api.call(method, `/schedules/greet${path}`, { body });

    expect(answer).toMatchObject({ status: 409, json: { code: 'schedule-in-code' } });
    expect(await api.world.store.listSchedules('default')).toHaveLength(1);
  });

  it('is listed, and can be run by hand', async () => {
    const api = await createApiWorld();
    await putInCode(api);

    const run = await api.call('POST', '/schedules/greet/run');
    const list = await api.call('GET', '/schedules');

    expect(run).toMatchObject({ status: 202, json: { type: 'greet' } });
    expect(list.json.schedules).toMatchObject([{ name: 'greet', origin: 'code' }]);
  });
});

describe('GET /schedules', () => {
  it('lists those of the tenant by name, without payloads, with their last jobs', async () => {
    const api = await createApiWorld();
    await put(api, {}, 'b');
    await put(api, {}, 'a');
    await api.world.store.putSchedule(newSchedule({ tenant: 'other' }));
    await api.call('POST', '/schedules/a/run');

    const { status, json } = await api.call('GET', '/schedules');

    expect(status).toBe(200);
    expect(json.schedules).toMatchObject([
      { name: 'a', lastJob: { status: 'queued', at: '2030-01-01T00:00:00.000Z' } },
      { name: 'b' },
    ]);
    expect(json.schedules[0]).not.toHaveProperty('payload');
    expect(json.schedules[1]).not.toHaveProperty('lastJob');
  });

  it('is empty where there are none', async () => {
    const { call } = await createApiWorld();

    expect((await call('GET', '/schedules')).json).toEqual({ schedules: [] });
  });
});

describe('GET /schedules/{name}', () => {
  it('shows how often it was skipped, and the last job without a status once that is gone', async () => {
    const api = await createApiWorld();
    const now = api.world.clock.now();
    const row = newSchedule({
      tenant: 'default',
      name: 'tick',
      timing: { every: hour },
      last: { at: now, jobId: 'gone', firedBy: 'f' },
      skipped: { count: 3, at: now },
    });
    await api.world.store.putSchedule(row);

    const { json } = await api.call('GET', '/schedules/tick');

    expect(json).toMatchObject({
      lastJob: { id: 'gone', at: '2030-01-01T00:00:00.000Z' },
      skipped: { count: 3, lastAt: '2030-01-01T00:00:00.000Z' },
    });
    expect(json.lastJob).not.toHaveProperty('status');
  });

  it.each([
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/run'],
  ])('%s %s of one that is not there, or of another tenant, is a 404', async (method, path) => {
    const api = await createApiWorld();
    await api.world.store.putSchedule(newSchedule({ tenant: 'other', name: 'theirs' }));

    for (const name of ['theirs', 'nobodys', '%20']) {
      const answer = await api.call(method, `/schedules/${name}${path}`);
      expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-schedule' } });
    }
  });
});

describe('DELETE /schedules/{name}', () => {
  it('removes it', async () => {
    const api = await createApiWorld();
    await put(api);

    const answer = await api.call('DELETE', '/schedules/nightly');

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(await api.call('GET', '/schedules/nightly')).toMatchObject({ status: 404 });
  });
});

describe('POST /schedules/{name}/run', () => {
  it('enqueues a job with the payload and the tag of the schedule', async () => {
    const api = await createApiWorld();
    await put(api, { paused: true });

    const run = await api.call('POST', '/schedules/nightly/run');

    expect(run).toMatchObject({
      status: 202,
      json: { type: 'greet', payload: { userId: 'u1' }, tags: ['schedule:nightly'] },
    });
    const shown = await api.call('GET', '/schedules/nightly');
    expect(shown.json.lastJob).toMatchObject({ id: run.json.id, status: 'queued' });
  });

  it('makes one job for one Idempotency-Key', async () => {
    const api = await createApiWorld();
    await put(api);
    const headers = { 'Idempotency-Key': 'k' };

    const first = await api.call('POST', '/schedules/nightly/run', { headers });
    const second = await api.call('POST', '/schedules/nightly/run', { headers });

    expect(second.json.id).toBe(first.json.id);
    expect(second.headers).toMatchObject({ 'Idempotency-Replayed': 'true' });
  });

  it('is refused once the job type is gone', async () => {
    const api = await createApiWorld();
    await api.world.store.putSchedule(
      newSchedule({ tenant: 'default', name: 'old', type: 'gone' }),
    );

    const run = await api.call('POST', '/schedules/old/run');

    expect(run).toMatchObject({ status: 409, json: { code: 'type-gone' } });
  });
});

describe('the scopes of schedules', () => {
  it.each([
    ['GET', '/schedules', 'read'],
    ['GET', '/schedules/nightly', 'read'],
    ['PUT', '/schedules/nightly', 'manage'],
    ['DELETE', '/schedules/nightly', 'manage'],
    ['POST', '/schedules/nightly/run', 'manage'],
  ] as const)('%s %s needs %s', async (method, path, scope) => {
    const api = await createApiWorld();
    const others = (['enqueue', 'read', 'manage', 'admin'] as const).filter((one) => one !== scope);
    await api.addKey('errand_others', { scopes: others });

    const answer = await api.call(method, path, { key: 'errand_others' });

    expect(answer).toMatchObject({ status: 403, json: { code: 'missing-scope' } });
  });
});
