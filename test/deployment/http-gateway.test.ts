import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { deployHttpStack, type HttpStack } from '../support/targets/http-stack.ts';

const target = sharedTarget();
const timeout = 300_000 * target.patience;

describe.runIf(target.can.includes('http-apis'))('behind an HTTP API', { timeout }, () => {
  let stack: HttpStack;
  beforeAll(async () => {
    stack = await deployHttpStack(target);
  }, timeout);
  afterAll(() => stack.destroy(), timeout);

  it('a job goes from a request to its result', async () => {
    const job = { type: 'demo', payload: { echo: 'here' } };

    const accepted = await stack.client.send('POST', '/jobs', { json: job });
    const { id } = accepted.body as { id: string };
    const over = await stack.client.waitFor(id, 'succeeded');

    expect(accepted.status).toBe(202);
    // An emulator leaves out the stage that AWS has in the path of a request.
    expect(accepted.headers.get('location')).toMatch(new RegExp(`^(/v1)?/jobs/${id}$`));
    expect(over.result).toMatchObject({ echo: 'here' });
  });

  it('a list is filtered, and a field that is there twice is refused', async () => {
    const found = await stack.client.send('GET', '/jobs?status=succeeded,failed&limit=1');
    const twice = await stack.client.send('GET', '/jobs?limit=1&limit=2');

    expect(found.status).toBe(200);
    expect(twice.status).toBe(422);
  });

  it('unknown paths and methods are answered by the function', async () => {
    const path = await stack.client.send('GET', '/nothing');
    const method = await stack.client.send('DELETE', '/jobs');

    expect(path).toMatchObject({ status: 404, body: { code: 'unknown-path' } });
    expect(method).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
  });
});
