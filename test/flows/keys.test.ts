import { describe, expect, it } from 'vitest';
import { hashOfKey, newApiKey, wholeAccess } from '../../functions/core/api-key.ts';
import { Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { clientWith, operatorKeys } from '../support/flows/operator-keys.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const target = sharedTarget();
const demo = { type: 'demo', payload: { echo: 'key' } };

describe.runIf(target.can.includes('makes-keys')).concurrent('a key', () => {
  it('works as soon as it is made', async () => {
    const client = await clientWith(target, {});

    const { id } = await client.enqueue(demo);

    expect(await client.waitFor(id, 'succeeded')).toMatchObject({ result: { echo: 'key' } });
  });

  it('may do what its scopes say and no more', async () => {
    const client = await clientWith(target, { scopes: ['read'] });

    const read = await client.send('GET', '/jobs?limit=1');
    const enqueue = await client.send('POST', '/jobs', { json: demo });

    expect(read.status).toBe(200);
    expectProblem(enqueue, { status: 403, code: 'missing-scope', says: ["'enqueue'", 'read'] });
  });

  it('for some job types is refused another one, by name', async () => {
    const client = await clientWith(target, { types: ['demo'] });

    const allowed = await client.send('POST', '/jobs', { json: demo });
    const refused = await client.send('POST', '/jobs', {
      json: { type: 'summarise-csv', payload: {} },
    });

    expect(allowed.status).toBe(202);
    expectProblem(refused, {
      status: 403,
      code: 'type-not-allowed',
      says: ['"summarise-csv"', 'demo'],
    });
  });

  it('that has expired is refused', async () => {
    const client = await clientWith(target, { expiresAt: Date.now() - 1 });

    const answer = await client.send('GET', '/types');

    expectProblem(answer, { status: 401, code: 'unauthenticated', says: ['expired'] });
  });

  it('that is deleted before its first use is refused', async () => {
    const key = newApiKey();
    const keys = operatorKeys(target);
    await keys.putKey(hashOfKey(key), wholeAccess);
    await keys.deleteKey(hashOfKey(key));

    const answer = await new Client({ ...target, key }).send('GET', '/types');

    expect(answer.status).toBe(401);
  });
});
