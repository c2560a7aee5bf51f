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
