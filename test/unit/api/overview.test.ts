import { describe, expect, it } from 'vitest';
import { createApiWorld } from './api-world.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';
const userId = {
  $schema,
  type: 'object',
  properties: { userId: { type: 'string' } },
  required: ['userId'],
};

describe('GET /types', () => {
  it('shows every type with its schema', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/types');

    const others = { queue: 'default' };
    expect(answer.json).toEqual({
      types: [
        {
          name: 'echo',
          maxPayload: 350_000,
          timeout: '1m',
          maxAttempts: 3,
          input: { $schema },
          ...others,
        },
        {
          name: 'greet',
          maxPayload: 1_000,
          timeout: '90s',
          maxAttempts: 5,
          input: userId,
          ...others,
        },
        {
          name: 'fail',
          maxPayload: 350_000,
          timeout: '1m',
          maxAttempts: 3,
          input: { $schema },
          ...others,
        },
      ],
    });
  });
});

describe('GET /queues', () => {
  it('shows how much waits and for how long', async () => {
    const { call, enqueue, world } = await createApiWorld();
    await enqueue({ type: 'echo', payload: 1 });
    await enqueue({ type: 'echo', payload: 1, delay: '10m' });
    await world.clock.advance(7_000);

    const answer = await call('GET', '/queues');

    expect(answer.json).toEqual({
      queues: [
        {
          name: 'default',
          paused: false,
          waiting: 1,
          delayed: 1,
          inFlight: 0,
          deadLetters: 0,
          oldestSeconds: 7,
        },
        { name: 'errand', paused: false, waiting: 0, delayed: 0, inFlight: 0, deadLetters: 0 },
        {
          name: 'errand-schedules',
          paused: false,
          waiting: 0,
          delayed: 0,
          inFlight: 0,
          deadLetters: 0,
        },
      ],
    });
  });
});

describe('GET /stats', () => {
  it('counts the ends of attempts by minute and job type', async () => {
    const { call, world } = await createApiWorld();
    const minute = world.clock.now() - 60_000;
    const echo = { succeeded: 3, failed: 0, cancelled: 0, retried: 1, duration: 1_002 };
    const fail = { succeeded: 0, failed: 0, cancelled: 0, retried: 0, duration: 0 };
    await world.store.addStats('default', { minute, types: { echo, fail } });
    await world.store.addStats('default', { minute: minute + 60_000, types: { echo } });
    await world.store.addStats('other', { minute, types: { echo } });

    const hour = await call('GET', '/stats');
    const last = await call('GET', '/stats', { query: { minutes: '1' } });

    const { duration: _, ...counts } = echo;
    const echoes = { ...counts, durationMs: 1_002, averageDurationMs: 251 };
    expect(hour.json).toEqual({
      minutes: [
        {
          at: '2029-12-31T23:59:00.000Z',
          types: {
            echo: echoes,
            fail: {
              succeeded: 0,
              failed: 0,
              cancelled: 0,
              retried: 0,
              durationMs: 0,
              averageDurationMs: 0,
            },
          },
        },
        { at: '2030-01-01T00:00:00.000Z', types: { echo: echoes } },
      ],
    });
    expect(last.json.minutes).toEqual([
      { at: '2030-01-01T00:00:00.000Z', types: { echo: echoes } },
    ]);
  });

  it('counts the minutes of a step together, from the first minute asked for on', async () => {
    const { call, world } = await createApiWorld();
    const last = world.clock.now();
    const one = { succeeded: 1, failed: 2, cancelled: 3, retried: 4, duration: 100 };
    for (const ago of [0, 1, 2, 3, 4, 5, 6]) {
      const types = { echo: one, ...(ago === 1 && { ['constructor' as string]: one }) };
      await world.store.addStats('default', { minute: last - ago * 60_000, types });
    }

    const answer = await call('GET', '/stats', { query: { minutes: '5', step: '3' } });

    const times = (factor: number) => ({
      succeeded: factor,
      failed: 2 * factor,
      cancelled: 3 * factor,
      retried: 4 * factor,
      durationMs: 100 * factor,
      averageDurationMs: 10,
    });
    expect(answer.json.minutes).toEqual([
      { at: '2029-12-31T23:56:00.000Z', types: { echo: times(3) } },
      {
        at: '2029-12-31T23:59:00.000Z',
        types: { echo: times(2), ['constructor' as string]: times(1) },
      },
    ]);
  });

  it('refuses an answer that Lambda could not give, and names a step whose answer it can', async () => {
    const { call, world } = await createApiWorld();
    const counts = { succeeded: 1_000, failed: 10, cancelled: 0, retried: 100, duration: 123_456 };
    const names = Array.from({ length: 40 }, (_, place) => `a-type-with-a-name-${place}`);
    const types = Object.fromEntries(names.map((name) => [name, counts]));
    for (let ago = 0; ago < 1_440; ago += 1) {
      await world.store.addStats('default', { minute: world.clock.now() - ago * 60_000, types });
    }

    const refused = await call('GET', '/stats', { query: { minutes: '1440' } });
    const taken = await call('GET', '/stats', { query: { minutes: '1440', step: '2' } });

    expect(refused).toMatchObject({
      status: 422,
      json: { errors: [{ parameter: 'step', detail: expect.stringMatching(/ step=2$/) }] },
    });
    expect(taken.json.minutes).toHaveLength(720);
  });

  it.each(['0', '1441', '', '2.5'])('refuses a step of %j', async (step) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/stats', { query: { step } });

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ parameter: 'step' }] } });
  });

  it.each(['0', '1441', '', '-1', '6O'])('refuses %j minutes', async (minutes) => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/stats', { query: { minutes } });

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ parameter: 'minutes' }] } });
  });
});

describe('GET /openapi.json', () => {
  it('needs no key, and names the address at which it was found', async () => {
    const { call } = await createApiWorld();

    const answer = await call('GET', '/openapi.json', { key: null });

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      openapi: '3.1.1',
      servers: [{ url: '/v1' }],
      paths: { '/jobs': { post: { operationId: 'createJobs' } } },
      components: { schemas: { 'Payload.greet': { properties: { userId: { type: 'string' } } } } },
    });
  });
});
