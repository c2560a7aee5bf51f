import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RouteName, routes } from '../../functions/api/routes.ts';
import { type Answer, Client, type Sent } from '../support/flows/client.ts';
import type { JobView } from '../support/flows/job-view.ts';
import { clientWith } from '../support/flows/operator-keys.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const owner = new Client(target);
/** Of another tenant, with every scope. */
let other: Client;

const tag = uniqueTag();
const schedule = `tenants-${randomUUID()}`;
const key = randomUUID();
const secret = `secret-${randomUUID()}`;
const laterJob = { type: 'demo', payload: { echo: secret }, delay: '1h', tags: [tag] };
const hourly = { type: 'demo', payload: { echo: secret }, every: '24h' };
let jobId: string;

/**
 * What a key of another tenant must not be able to tell, for each route: that there is a job or a schedule
 * (`hides`: the path of one, by its id or name), or more. A route without a line here does not compile.
 */
const walk: Readonly<
  Record<RouteName, { hides: 'job' | 'schedule'; sent?: Sent } | (() => Promise<void>)>
> = {
  createJobs: sharesNoIdempotencyKey,
  listJobs: listsNoJob,
  retryJobs: retriesNoJob,
  getJob: { hides: 'job' },
  deleteJob: { hides: 'job' },
  cancelJob: { hides: 'job' },
  retryJob: { hides: 'job' },
  rescheduleJob: { hides: 'job', sent: { json: { delay: '0s' } } },
  getLogs: { hides: 'job' },
  listSchedules: listsNoSchedule,
  getSchedule: { hides: 'schedule' },
  putSchedule: putsItsOwnSchedule,
  deleteSchedule: { hides: 'schedule' },
  runSchedule: { hides: 'schedule' },
  readStats: countsNoJob,
  listTypes: isOfNoTenant('/types'),
  checkHealth: isOfNoTenant('/health'),
  describeApi: isOfNoTenant('/openapi.json'),
  listQueues: namesNoTenant,
  // What is refused is no queue of a tenant either: the queues are everybody's, and need `admin`.
  pauseQueue: refusesUnknownQueue('pause'),
  resumeQueue: refusesUnknownQueue('resume'),
};

describe.runIf(target.can.includes('makes-keys'))('a key of another tenant', () => {
  beforeAll(async () => {
    other = await clientWith(target, { tenant: `other-${randomUUID()}` });
    const headers = { 'Idempotency-Key': key };
    ({ id: jobId } = await owner.enqueue(laterJob, headers));
    await owner.send('PUT', `/schedules/${schedule}`, { json: hourly });
    const { id } = await owner.enqueue({ type: 'demo', payload: { echo: 1 } });
    await owner.waitFor(id, 'succeeded');
  });

  it.each(routes.map(({ name, method, path }) => ({ name, method, path })))(
    'learns and changes nothing by $method $path',
    async ({ name, method, path }) => {
      const probe = walk[name];
      if (typeof probe === 'function') {
        await probe();
        return;
      }

      const [own, missing] =
        probe.hides === 'job' ? [jobId, randomUUID()] : [schedule, `tenants-${randomUUID()}`];
      const before = await stateOf(own, probe.hides);
      const at = (named: string) => path.replace(/\{\w+\}/, named);
      const hidden = await other.send(method, at(own), probe.sent);
      const absent = await other.send(method, at(missing), probe.sent);

      expect(hidden.status).toBe(404);
      expect(withoutName(hidden, own)).toEqual(withoutName(absent, missing));
      expect(await stateOf(own, probe.hides)).toEqual(before);
    },
  );
});

async function stateOf(name: string, kind: 'job' | 'schedule'): Promise<unknown> {
  return (await owner.send('GET', `/${kind}s/${name}`)).body;
}

/** All of an answer but what differs in each. */
function withoutName({ status, headers, text }: Answer, name: string): unknown {
  const kept = [...headers].filter(([header]) => !/^(date|x-request-id|x-amz.*)$/.test(header));
  return { status, headers: kept, text: text.replaceAll(name, '<name>') };
}

async function sharesNoIdempotencyKey(): Promise<void> {
  const json = { ...laterJob, payload: { echo: 'another' } };

  const headers = { 'Idempotency-Key': key };
  const answer = await other.send<JobView>('POST', '/jobs', { json, headers });

  expect(answer.status).toBe(202);
  expect(answer.headers.get('Idempotency-Replayed')).toBeNull();
  expect(answer.body.id).not.toBe(jobId);
}

async function listsNoJob(): Promise<void> {
  await until('the owner to see the job', async () =>
    (await owner.list({ tag })).length > 0 ? true : undefined,
  );

  const all = await other.send('GET', '/jobs?limit=100');
  const byId = await other.send('GET', `/jobs?ids=${jobId}`);
  const missing = await other.send('GET', `/jobs?ids=${randomUUID()}`);

  expect(all.text).not.toContain(jobId);
  expect(withoutName(byId, jobId)).toEqual(withoutName(missing, jobId));
}

async function retriesNoJob(): Promise<void> {
  const { id } = await owner.enqueue(laterJob);
  await owner.cancel(id);
  const retry = async (json: unknown) => {
    const { body } = await other.send<JobView>('POST', '/jobs/retry', { json });
    return (await other.waitFor(body.id, 'succeeded')).result;
  };

  const [hidden, absent] = [await retry({ ids: [id] }), await retry({ ids: [randomUUID()] })];

  expect(hidden).toEqual(absent);
  expect((await owner.get(id)).status).toBe('cancelled');
}

async function listsNoSchedule(): Promise<void> {
  const { text } = await other.send('GET', '/schedules');

  expect(text).not.toContain(schedule);
  expect((await owner.send('GET', '/schedules')).text).toContain(schedule);
}

async function putsItsOwnSchedule(): Promise<void> {
  const before = await stateOf(schedule, 'schedule');

  const json = { ...hourly, payload: { echo: 'another' } };
  const put = await other.send('PUT', `/schedules/${schedule}`, { json });
  const deleted = await other.send('DELETE', `/schedules/${schedule}`);

  expect([put.status, deleted.status]).toEqual([201, 204]);
  expect(put.text).not.toContain(secret);
  expect(await stateOf(schedule, 'schedule')).toEqual(before);
}

async function countsNoJob(): Promise<void> {
  await until('the owner to see numbers', async () =>
    (await owner.send('GET', '/stats')).text.includes('"demo"') ? true : undefined,
  );

  const { text } = await other.send('GET', '/stats');

  expect(text).not.toContain('"demo"');
}

function isOfNoTenant(path: string): () => Promise<void> {
  return async () => {
    expect((await other.send('GET', path)).text).toBe((await owner.send('GET', path)).text);
  };
}

async function namesNoTenant(): Promise<void> {
  const { status, text } = await other.send('GET', '/queues');

  expect(status).toBe(200);
  for (const own of [jobId, schedule, tag, secret]) expect(text).not.toContain(own);
}

function refusesUnknownQueue(verb: 'pause' | 'resume'): () => Promise<void> {
  return async () => {
    const path = `/queues/${randomUUID()}/${verb}`;

    const [foreign, own] = [await other.send('POST', path), await owner.send('POST', path)];

    expect(foreign.status).toBe(404);
    expect(withoutName(foreign, path)).toEqual(withoutName(own, path));
  };
}
