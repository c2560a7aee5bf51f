import { describe, expect, it } from 'vitest';
import { intercept } from '../../support/world/intercept.ts';
import { createApiWorld } from './api-world.ts';

function echoes(count: number): object[] {
  return Array.from({ length: count }, (_, payload) => ({ type: 'echo', payload }));
}

describe('POST /jobs with an array', () => {
  it('answers 202 with the jobs in the order sent, as lists show them', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: [
        { type: 'echo', payload: 1, tags: ['first'] },
        { type: 'greet', payload: { userId: 'u' }, tags: ['second'] },
      ],
      headers: { Prefer: 'wait=5' },
    });

    expect(answer.status).toBe(202);
    expect(answer.json.jobs).toMatchObject([
      { type: 'echo', status: 'queued', tags: ['first'] },
      { type: 'greet', status: 'queued', tags: ['second'] },
    ]);
    expect(answer.json.jobs[0]).not.toHaveProperty('payload');
    expect(answer.headers).not.toHaveProperty('Preference-Applied');
  });

  it('accepts 500 jobs', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body: echoes(500) });

    expect(new Set(answer.json.jobs.map(({ id }: { id: string }) => id)).size).toBe(500);
  });

  it.each([0, 501])('refuses %i jobs', async (count) => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', { body: echoes(count) });

    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '#' }] } });
  });

  it('sends none if one has a fault, and points to each fault', async () => {
    const { call, world } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: [
        { type: 'echo', payload: 1 },
        { type: 'greet', payload: {} },
        { type: 'echo', payload: 1, priority: 1 },
        'echo',
      ],
    });

    expect(answer.status).toBe(422);
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '#/1/payload/userId',
      '#/2/priority',
      '#/3',
    ]);
    expect(world.deliver('default')).toEqual([]);
  });

  it('points to a payload that is too large, before any other fault', async () => {
    const { call } = await createApiWorld();

    const answer = await call('POST', '/jobs', {
      body: [{ type: 'none' }, { type: 'echo', payload: 'x'.repeat(350_000) }],
    });

    expect(answer).toMatchObject({
      status: 413,
      json: { code: 'payload-too-large', errors: [{ pointer: '#/1/payload' }] },
    });
  });

  it('uses the Idempotency-Key with the position', async () => {
    const { call } = await createApiWorld();
    const sent = { body: [...echoes(2), ...echoes(1)], headers: { 'Idempotency-Key': 'k' } };

    const first = await call('POST', '/jobs', sent);
    const second = await call('POST', '/jobs', sent);

    expect(second.json.jobs).toEqual(first.json.jobs);
    expect(new Set(first.json.jobs.map(({ id }: { id: string }) => id)).size).toBe(3);
    expect(first.headers).not.toHaveProperty('Idempotency-Replayed');
    expect(second.headers['Idempotency-Replayed']).toBe('true');
  });

  it('puts a problem in the place of an entry whose key was used for another payload', async () => {
    const { call } = await createApiWorld();
    const headers = { 'Idempotency-Key': 'k' };
    await call('POST', '/jobs', { body: echoes(2), headers });

    const answer = await call('POST', '/jobs', {
      body: [{ type: 'echo', payload: 'new' }, ...echoes(2).slice(1)],
      headers,
    });

    expect(answer.status).toBe(202);
    expect(answer.json.jobs).toMatchObject([
      { error: { code: 'key-reused', status: 422 } },
      { type: 'echo' },
    ]);
  });

  it('answers 422 if the keys of all were used for other payloads', async () => {
    const { call } = await createApiWorld();
    const headers = { 'Idempotency-Key': 'k' };
    await call('POST', '/jobs', { body: echoes(2), headers });

    const answer = await call('POST', '/jobs', { body: echoes(2).reverse(), headers });

    expect(answer).toMatchObject({ status: 422, json: { code: 'key-reused' } });
  });

  it('puts a problem in the place of an entry that could not be sent', async () => {
    const { call, world } = await createApiWorld((ports) => ({
      ...ports,
      queue: {
        send: async (_, messages) =>
          messages.map((_message, place) =>
            place === 1 ? { ok: false, reason: 'too busy' } : { ok: true },
          ),
        leave: (...given) => ports.queue.leave(...given),
        depths: () => ports.queue.depths(),
      },
    }));

    const answer = await call('POST', '/jobs', { body: echoes(3) });

    expect(answer.status).toBe(202);
    expect(answer.json.jobs).toMatchObject([
      { status: 'queued' },
      { error: { code: 'unavailable', status: 503 } },
      { status: 'queued' },
    ]);
    expect(answer.text).not.toContain('too busy');
    expect(world.log.at(-1)).toMatchObject({
      level: 'error',
      fields: { requestId: 'request-1', error: 'too busy' },
    });
  });

  it('answers 503 if none could be sent', async () => {
    const { call } = await createApiWorld((ports) =>
      intercept(ports, {
        before: ({ name }) => {
          if (name === 'queue.send') throw new Error('the queue is away');
        },
      }),
    );

    const answer = await call('POST', '/jobs', { body: echoes(3) });

    expect(answer.status).toBe(503);
  });
});
