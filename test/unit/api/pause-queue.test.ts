import { describe, expect, it, vi } from 'vitest';
import { createApiWorld } from './api-world.ts';

describe.each(['pause', 'resume'])('POST /queues/{name}/%s', (verb) => {
  it('answers the queue as the list shows it', async () => {
    const { call, enqueue } = await createApiWorld();
    await enqueue({ type: 'echo', payload: 1 });

    const answer = await call('POST', `/queues/default/${verb}`);
    const list = await call('GET', '/queues');

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      name: 'default',
      paused: verb === 'pause',
      waiting: 1,
      inFlight: 0,
    });
    expect(list.json).toEqual({
      queues: [
        answer.json,
        expect.objectContaining({ name: 'errand', paused: false }),
        expect.objectContaining({ name: 'errand-schedules', paused: false }),
      ],
    });
  });

  it('is logged, with the request', async () => {
    const { call, world } = await createApiWorld();

    await call('POST', `/queues/default/${verb}`);

    const is = verb === 'pause' ? 'paused' : 'not paused';
    expect(world.log).toEqual([
      {
        level: 'info',
        message: `Queue 'default' is ${is}`,
        fields: { requestId: expect.any(String) },
      },
    ]);
  });

  it('needs the scope admin, for a queue has the jobs of all tenants', async () => {
    const { call, addKey, world } = await createApiWorld();
    await world.pauses.setPaused('default', true);
    await addKey('errand_manager', { scopes: ['enqueue', 'read', 'manage'] });

    const answer = await call('POST', `/queues/default/${verb}`, { key: 'errand_manager' });

    expect(answer).toMatchObject({ status: 403, json: { code: 'missing-scope' } });
    expect(answer.json.detail).toContain("'admin'");
    expect(await world.pauses.paused()).toEqual(new Set(['default']));
  });

  it.each(['defaults', 'constructor'])(
    "of '%s', which there is not, says which there are",
    async (name) => {
      const { call } = await createApiWorld();

      const answer = await call('POST', `/queues/${name}/${verb}`);

      expect(answer).toMatchObject({ status: 404, json: { code: 'unknown-queue' } });
      expect(answer.json.detail).toContain(
        `"${name}" (there is: default, errand, errand-schedules)`,
      );
    },
  );

  it('is refused while the queue is being changed, with the time to come again', async () => {
    const { call, world } = await createApiWorld();
    vi.spyOn(world.pauses, 'setPaused').mockResolvedValue('busy');

    const answer = await call('POST', `/queues/default/${verb}`);

    expect(answer).toMatchObject({ status: 409, json: { code: 'queue-changing' } });
    expect(answer.headers).toMatchObject({ 'Retry-After': '5' });
    expect(world.log).toEqual([]);
  });

  it('is a 503 when it cannot be done', async () => {
    const { call, world } = await createApiWorld();
    vi.spyOn(world.pauses, 'setPaused').mockRejectedValue(new Error('Lambda is away'));

    const answer = await call('POST', `/queues/default/${verb}`);

    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(world.log).toMatchObject([{ level: 'error' }]);
  });
});

describe('a paused queue', () => {
  it('takes jobs, and runs them when it goes on', async () => {
    const { call, enqueue, work } = await createApiWorld();
    await call('POST', '/queues/default/pause');
    const id = await enqueue({ type: 'echo', payload: 1 });

    await work();
    const waiting = await call('GET', `/jobs/${id}`);
    await call('POST', '/queues/default/resume');
    await work();
    const over = await call('GET', `/jobs/${id}`);

    expect(waiting.json).toMatchObject({ status: 'queued', attempt: 0 });
    expect(over.json).toMatchObject({ status: 'succeeded', attempt: 1 });
  });

  it('lets a job be cancelled that waits', async () => {
    const { call, enqueue, work } = await createApiWorld();
    await call('POST', '/queues/default/pause');
    const id = await enqueue({ type: 'echo', payload: 1 });

    const cancelled = await call('POST', `/jobs/${id}/cancel`);
    await call('POST', '/queues/default/resume');
    await work();

    expect(cancelled).toMatchObject({ status: 200, json: { status: 'cancelled' } });
    expect((await call('GET', `/jobs/${id}`)).json).toEqual(cancelled.json);
  });
});
