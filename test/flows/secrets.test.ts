import { describe, expect, it } from 'vitest';
import { Client, type Sent } from '../support/flows/client.ts';
import { plantedSecret } from '../support/flows/planted-secret.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';

const client = new Client(sharedTarget());

/*
 * Nothing of this may be in a log. A local server's is searched when it has ended: then a leak fails the run.
 */

function demo(payload: object = {}) {
  return { type: 'demo', payload: { echo: plantedSecret, ...payload } };
}

describe.concurrent('a secret', () => {
  it.each([
    ['inline', plantedSecret],
    ['beside the record', plantedSecret.repeat(2_000)],
  ])('goes through payload and result of a job: %s', async (_, echo) => {
    const { id } = await client.enqueue({ ...demo({ echo }), tags: [plantedSecret] });

    const job = await client.waitFor(id, 'succeeded');
    const erased = await client.send('DELETE', `/jobs/${id}`);

    expect(job).toMatchObject({ payload: { echo }, result: { echo }, tags: [plantedSecret] });
    expect(erased.status).toBe(204);
  });

  it.each(['throw', 'permanent'])('is in the payload of a job that fails: %s', async (outcome) => {
    const { id } = await client.enqueue(demo({ outcome }));

    const job = await client.waitFor(id, 'failed');
    const retried = await client.retry(id, { 'Idempotency-Key': plantedSecret });

    expect(job).toMatchObject({ payload: { echo: plantedSecret } });
    expect(retried.status).toBe(202);
  });

  it('is in the payload of a job that overruns its timeout', async () => {
    const { id } = await client.enqueue(demo({ sleepMs: 10_500 }));

    const job = await client.waitFor(id, 'retrying');
    await client.cancel(id);

    expect(job).toMatchObject({ error: { code: 'timed-out' } });
  });

  it('is in a schedule', async () => {
    const name = uniqueTag();
    const json = { ...demo(), every: '1h' };

    const put = await client.send('PUT', `/schedules/${name}`, { json });
    const run = await client.send('POST', `/schedules/${name}/run`);
    await client.send('DELETE', `/schedules/${name}`);

    expect([put.status, run.status]).toEqual([201, 202]);
  });

  it('is in an array of which a part is refused', async () => {
    const json = [demo(), { ...demo(), tags: [`${plantedSecret} `] }];

    const answer = await client.send('POST', '/jobs', { json });

    expect(answer.status).toBe(422);
  });

  const rows: readonly (readonly [where: string, status: number, Sent])[] = [
    ['broken JSON', 400, { raw: `{"type":"demo","payload":${plantedSecret}` }],
    ['the key', 401, { json: demo(), headers: { Authorization: `Bearer ${plantedSecret}` } }],
    ['too large a body', 413, { raw: plantedSecret.repeat(100_000) }],
    ['a media type', 415, { raw: '{}', headers: { 'Content-Type': `text/${plantedSecret}` } }],
    ['a field that there is not', 422, { json: { ...demo(), [plantedSecret]: 1 } }],
    ['a payload that the schema refuses', 422, { json: demo({ sleepMs: plantedSecret }) }],
    ['the name of a job type', 422, { json: { type: plantedSecret, payload: {} } }],
    ['a time', 422, { json: { ...demo(), delay: plantedSecret } }],
    ['a tag', 422, { json: { ...demo(), tags: [`${plantedSecret}!`] } }],
    ['a preference', 202, { json: demo(), headers: { Prefer: plantedSecret } }],
    ['a trace', 202, { json: demo(), headers: { traceparent: plantedSecret } }],
    ['an idempotency key', 202, { json: demo(), headers: { 'Idempotency-Key': plantedSecret } }],
  ];

  it.each(rows)('is in a new job as %s', async (_, status, sent) => {
    const answer = await client.send('POST', '/jobs', sent);

    expect(answer.status).toBe(status);
  });

  it.each([
    ['a tag', 200, `/jobs?tag=${plantedSecret}`],
    ['a status', 422, `/jobs?status=${plantedSecret}`],
    ['a cursor', 422, `/jobs?cursor=${plantedSecret}`],
    ['a field that there is not', 422, `/jobs?${plantedSecret}=1`],
  ])('is in a query as %s', async (_, status, path) => {
    const answer = await client.send('GET', path);

    expect(answer.status).toBe(status);
  });
});
