import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());

interface QueueView {
  readonly name: string;
  readonly delayed: number;
}

interface MinuteView {
  readonly at: string;
  readonly types: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

async function queues(): Promise<readonly QueueView[]> {
  const { body } = await client.send<{ queues: readonly QueueView[] }>('GET', '/queues');
  return body.queues;
}

/** Sums over the last hour. */
async function statsOf(type: string): Promise<Readonly<Record<string, number>>> {
  const { body } = await client.send<{ minutes: readonly MinuteView[] }>('GET', '/stats');
  const sums: Record<string, number> = {};
  for (const { types } of body.minutes) {
    for (const [name, count] of Object.entries(types[type] ?? {})) {
      sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}

describe.concurrent('GET /types', () => {
  it('tells what can be enqueued, and with what', async () => {
    const answer = await client.send<{ types: readonly object[] }>('GET', '/types');

    expect(answer.status).toBe(200);
    expect(answer.body.types).toEqual([
      {
        name: 'demo',
        queue: 'demo',
        timeout: '10s',
        maxAttempts: 3,
        maxPayload: 350_000,
        input: expect.objectContaining({
          type: 'object',
          additionalProperties: false,
          properties: expect.objectContaining({
            sleepMs: expect.objectContaining({ type: 'integer', minimum: 0 }),
          }),
        }),
      },
      {
        name: 'resize-image',
        queue: 'default',
        timeout: '1m',
        maxAttempts: 3,
        maxPayload: 350_000,
        input: expect.objectContaining({ type: 'object', required: ['image', 'widths'] }),
      },
      {
        name: 'summarise-csv',
        queue: 'default',
        timeout: '1m',
        maxAttempts: 3,
        maxPayload: 350_000,
        input: expect.objectContaining({ type: 'object', required: ['csv'] }),
      },
    ]);
  });
});

describe.concurrent('GET /queues', () => {
  it('tells how much each of them holds', async () => {
    const { id } = await client.enqueue({ type: 'demo', payload: {}, delay: '10m' });

    const seen = await until('the delayed job to be counted', async () => {
      const all = await queues();
      return all.some(({ name, delayed }) => name === 'demo' && delayed > 0) ? all : undefined;
    });

    expect(seen.map(({ name }) => name).toSorted()).toEqual([
      'default',
      'demo',
      'errand',
      'errand-schedules',
    ]);
    for (const queue of seen) {
      expect(queue).toMatchObject({
        waiting: expect.any(Number),
        delayed: expect.any(Number),
        inFlight: expect.any(Number),
        deadLetters: expect.any(Number),
      });
    }
    await client.cancel(id);
  });
});

describe.concurrent('GET /stats', () => {
  it('counts how attempts ended, per minute and job type', async () => {
    const before = await statsOf('demo');
    await client.waitForAll(
      await client.enqueueMany([
        { type: 'demo', payload: { sleepMs: 50 } },
        { type: 'demo', payload: { outcome: 'permanent' } },
        { type: 'demo', payload: { failures: 1 } },
      ]),
    );

    const sums = await until('the attempts to be counted', async () => {
      const now = await statsOf('demo');
      const grown = (name: string, by: number) => (now[name] ?? 0) >= (before[name] ?? 0) + by;
      return grown('succeeded', 2) && grown('failed', 1) && grown('retried', 1) ? now : undefined;
    });

    expect(sums.durationMs).toBeGreaterThanOrEqual(49);
  });

  it('has minutes in their order, each of them in UTC', async () => {
    const { id } = await client.enqueue({ type: 'demo', payload: {} });
    await client.waitFor(id, 'succeeded');

    const answer = await until('a minute with jobs', async () => {
      const stats = await client.send<{ minutes: readonly MinuteView[] }>(
        'GET',
        '/stats?minutes=1440',
      );
      return stats.body.minutes.length > 0 ? stats : undefined;
    });

    const times = answer.body.minutes.map(({ at }) => at);
    expect(answer.status).toBe(200);
    expect(times).toEqual(times.toSorted());
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
  });
});

describe.concurrent('GET /health', () => {
  it('needs no key', async () => {
    const answer = await client.send('GET', '/health', { headers: { Authorization: null } });

    expect(answer).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
