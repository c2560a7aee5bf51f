import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../../functions/api/api.ts';
import { type IamCaller, iamAccess } from '../../../functions/api/iam-access.ts';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import { jobs } from '../../../functions/jobs/index.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { memoryLines } from '../../../testing/world/memory-lines.ts';
import { eventOf } from './api-world.ts';

const account = 'arn:aws:iam::111122223333';
const session = 'arn:aws:sts::111122223333:assumed-role/Orders/i-0abc';

/** Calls of the API by a gateway, which says who signed. */
function setup(callers: readonly IamCaller[], json = true) {
  const access = iamAccess(json ? JSON.stringify({ apiId: 'signed', callers }) : undefined);
  const { ports, pauses, store } = createWorld({ queues: { demo: { timeout: 20_000 } } });
  const description = {
    openApi: async () => '{}',
    payloadSchemas: async () => ({}),
    dashboard: async () => '',
  };
  const calendar = async () => cronerCalendar();
  const waits = { longestWait: 20_000, longestPostWait: 5_000 };
  const logs = memoryLines();
  const api = createApi({ ...ports, ...waits, logs, jobs, pauses, calendar, access, description });
  const call = async (userArn: string | null, { apiId = 'signed', path = '/types' } = {}) => {
    const method = path === '/jobs' ? 'POST' : 'GET';
    const body = method === 'POST' ? { type: 'demo', payload: {} } : undefined;
    const event = eventOf(method, path, { body, headers: { authorization: 'AWS4-HMAC-SHA256 …' } });
    Object.assign(event.requestContext, { apiId, identity: { userArn } });
    const { statusCode, body: answer } = await api(event, { awsRequestId: 'request' } as Context);
    return { status: statusCode, json: JSON.parse(answer) };
  };
  return { call, store };
}

describe('a signed request', () => {
  it.each([
    ['a session of a role', `${account}:role/Orders`, session],
    ['a session of a role with a path', `${account}:role/shop/eu/Orders`, session],
    ['a user', `${account}:user/shop/anna`, `${account}:user/shop/anna`],
    [
      'a role in another partition',
      'arn:aws-cn:iam::111122223333:role/Orders',
      'arn:aws-cn:sts::111122223333:assumed-role/Orders/x',
    ],
  ])('is from %s that the stack names', async (_, arn, userArn) => {
    const { call } = setup([{ arn }]);

    const answer = await call(userArn);

    expect(answer.status).toBe(200);
  });

  it.each([
    ['another role', 'arn:aws:sts::111122223333:assumed-role/Others/i-0abc'],
    ['a role whose name goes on', 'arn:aws:sts::111122223333:assumed-role/OrdersToo/i-0abc'],
    ['the role of another account', 'arn:aws:sts::444455556666:assumed-role/Orders/i-0abc'],
    ['a user with the name of the role', `${account}:user/Orders`],
    ['a session that is named as the role', 'arn:aws:sts::111122223333:assumed-role/x/Orders'],
    ['nobody', null],
  ])('of %s is refused', async (_, userArn) => {
    const { call } = setup([{ arn: `${account}:role/Orders` }]);

    const answer = await call(userArn);

    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
  });

  it('may enqueue and read for the tenant default, unless the stack says otherwise', async () => {
    const { call, store } = setup([
      { arn: `${account}:role/Orders` },
      { arn: `${account}:role/Reader`, tenant: 'acme', scopes: ['read'] },
    ]);

    const made = await call(session, { path: '/jobs' });
    const refused = await call(session.replace('Orders', 'Reader'), { path: '/jobs' });

    expect([made.status, refused.status]).toEqual([202, 403]);
    expect(store.all()).toMatchObject([{ tenant: 'default' }]);
  });

  it.each([
    ['another gateway says that it is', true, 'keys'],
    ['there is no gateway for such', false, 'signed'],
  ])('is none if %s', async (_, json, apiId) => {
    const { call } = setup([{ arn: `${account}:role/Orders` }], json);

    const answer = await call(session, { apiId });

    expect(answer.status).toBe(401);
  });
});
