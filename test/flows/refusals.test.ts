import { describe, expect, it } from 'vitest';
import { Client, type HeaderFields, type Sent } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const target = sharedTarget();
const client = new Client(target);
const job = { type: 'demo', payload: {} };
const tooLarge = ' '.repeat(2 * 1024 * 1024 + 1);

function header(name: string, value: string | null): HeaderFields {
  return { [name]: value };
}

describe.concurrent('401', () => {
  it.each([
    ['no key', null],
    ['another scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['a scheme without a key', 'Bearer'],
    ['a key without its scheme', 'errand_key'],
    // How it is sent was right.
    ['a key nobody knows', `Bearer errand_${'A'.repeat(43)}`, 'have another one made'],
  ])('answers %s', async (_, value, says = 'Bearer <key>') => {
    const answers = await Promise.all([
      client.send('GET', '/jobs', { headers: header('Authorization', value) }),
      client.send('POST', '/jobs', { json: job, headers: header('Authorization', value) }),
      client.send('GET', '/jobs/x', { headers: header('Authorization', value) }),
      client.send('POST', '/jobs/x/cancel', { headers: header('Authorization', value) }),
      client.send('POST', '/jobs/x/retry', { headers: header('Authorization', value) }),
      client.send('GET', '/types', { headers: header('Authorization', value) }),
      client.send('GET', '/queues', { headers: header('Authorization', value) }),
      client.send('GET', '/stats', { headers: header('Authorization', value) }),
    ]);

    for (const answer of answers) {
      expectProblem(answer, { status: 401, code: 'unauthenticated', says: [says] });
    }
  });
});

describe.concurrent('404', () => {
  it.each([
    ['GET', '/nothing'],
    ['POST', '/job'],
    ['GET', '/jobs/a/b/c'],
    ['GET', '/Jobs'],
    ['DELETE', '/health/more'],
  ])('answers %s %s, and names the path', async (method, path) => {
    const answer = await client.send(method, path);

    expectProblem(answer, { status: 404, code: 'unknown-path', says: [path] });
  });

  it.each([
    ['GET', '/jobs/0198-no-such-job', '0198-no-such-job'],
    ['POST', '/jobs/0198-no-such-job/cancel', '0198-no-such-job'],
    ['POST', '/jobs/0198-no-such-job/retry', '0198-no-such-job'],
    ['GET', `/jobs/${'x'.repeat(200)}`, 'xxxxxxxx'],
    ['GET', '/jobs/a.b', 'a.b'],
  ])('answers %s %s, and names the job', async (method, path, id) => {
    const answer = await client.send(method, path);

    expectProblem(answer, { status: 404, code: 'unknown-job', says: [id] });
  });
});

describe.concurrent('405', () => {
  it.each([
    ['PUT', '/jobs', 'GET, HEAD, POST'],
    ['PATCH', '/jobs', 'GET, HEAD, POST'],
    ['PUT', '/jobs/some-id', 'DELETE, GET, HEAD'],
    ['GET', '/jobs/some-id/cancel', 'POST'],
    ['DELETE', '/jobs/some-id/retry', 'POST'],
    ['POST', '/types', 'GET, HEAD'],
    ['DELETE', '/queues', 'GET, HEAD'],
    ['POST', '/stats', 'GET, HEAD'],
    ['POST', '/health', 'GET, HEAD'],
  ])('answers %s %s and allows %s', async (method, path, allow) => {
    const answer = await client.send(method, path);

    expectProblem(answer, { status: 405, code: 'method-not-allowed', says: [method, path, allow] });
    expect(answer.headers.get('Allow')).toBe(allow);
  });
});

describe.concurrent('413', () => {
  it('answers a body over 2 MiB, by one byte', async () => {
    const answer = await client.send('POST', '/jobs', { raw: tooLarge });

    expectProblem(answer, { status: 413, code: 'body-too-large', says: ['2097153', '2097152'] });
  });
});

describe.concurrent('415', () => {
  it.each([
    ['text/plain', '"text/plain"'],
    ['application/jsonp', '"application/jsonp"'],
    ['application/x-www-form-urlencoded', '"application/x-www-form-urlencoded"'],
    [null, 'none'],
  ])('answers the media type %s', async (type, named) => {
    const raw = JSON.stringify(job);

    const answer = await client.send('POST', '/jobs', {
      raw,
      headers: header('Content-Type', type),
    });

    expectProblem(answer, {
      status: 415,
      code: 'unsupported-media-type',
      says: [named, 'application/json'],
    });
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON'])(
    'does not answer %s',
    async (type) => {
      const headers = { 'Content-Type': type };

      const answer = await client.send('POST', '/jobs', { json: job, headers });

      expect(answer.status).toBe(202);
    },
  );
});

describe.concurrent('400', () => {
  it.each([
    ['an open object', '{"type":"demo",', 'JSON'],
    ['no body', '', 'empty'],
    ['single quotes', "{'type':'demo'}", "'"],
    ['something after the end', '{} {}', 'JSON'],
    ['2,000 levels', `${'['.repeat(2_000)}${']'.repeat(2_000)}`, '500 levels'],
  ])('answers %s', async (_, raw, named) => {
    const answer = await client.send('POST', '/jobs', { raw });

    expectProblem(answer, { status: 400, code: 'invalid-json', says: [named] });
  });

  it.runIf(target.can.includes('keeps-bytes'))('answers bytes that are not UTF-8', async () => {
    const raw = Buffer.from([0x22, 0xff, 0xfe, 0x22]);

    const answer = await client.send('POST', '/jobs', { raw });

    expectProblem(answer, { status: 400, code: 'invalid-json', says: ['UTF-8'] });
  });
});

describe.concurrent('422', () => {
  it.each([
    ['/jobs?limit=0', 'limit', '"0"', '1 to 100'],
    ['/jobs?limit=101', 'limit', '"101"', '1 to 100'],
    ['/jobs?limit=ten', 'limit', '"ten"', '1 to 100'],
    ['/jobs?limit=', 'limit', '""', '1 to 100'],
    ['/jobs?limit=1&limit=2', 'limit', '2 times', 'once'],
    ['/jobs?status=done', 'status', '"done"', 'succeeded'],
    ['/jobs?status=failed,', 'status', '"failed,"', 'succeeded'],
    ['/jobs?tag=a%20b', 'tag', '"a b"', '64'],
    ['/jobs?createdAfter=yesterday', 'createdAfter', '"yesterday"', 'RFC 3339'],
    ['/jobs?createdAfter=2030-01-01T00:00:00+02:00', 'createdAfter', ' 02:00', '%2B'],
    ['/jobs?cursor=abc', 'cursor', "'abc'", 'cursor'],
    ['/jobs?state=failed', 'state', "'state'", 'status'],
    [`/jobs?ids=${Array.from({ length: 101 }, (_, n) => n).join()}`, 'ids', '101', '1 to 100'],
    ['/jobs?ids=', 'ids', '0', '1 to 100'],
    ['/jobs?ids=a&status=failed', 'status', "'status'", 'ids'],
    ['/jobs/some-id?wait=5', 'wait', "'wait'", 'none'],
    ['/types?verbose=1', 'verbose', "'verbose'", 'none'],
    ['/stats?minutes=0', 'minutes', '"0"', '1 to 1440'],
    ['/stats?minutes=1441', 'minutes', '"1441"', '1 to 1440'],
    ['/stats?step=0', 'step', '"0"', '1 to 1440'],
    ['/stats?hours=1', 'hours', "'hours'", 'minutes'],
  ])('answers %s, and names the field', async (path, parameter, value, remedy) => {
    const answer = await client.send('GET', path);

    expectProblem(answer, {
      status: 422,
      code: 'invalid-request',
      where: parameter,
      says: [value, remedy],
    });
  });

  it.each(['cancel', 'retry'])('answers a body for %s that is not empty', async (verb) => {
    const answer = await client.send('POST', `/jobs/some-id/${verb}`, { json: { now: true } });

    expectProblem(answer, { status: 422, code: 'invalid-request', where: '#', says: ['now'] });
  });

  it('answers a cursor that belongs to another list', async () => {
    const jobs = Array.from({ length: 2 }, () => ({ ...job, payload: { outcome: 'permanent' } }));
    await client.waitForAll(await client.enqueueMany(jobs));
    const { cursor = '' } = await client.page({ limit: '1' });

    const answer = await client.send('GET', `/jobs?status=failed&cursor=${cursor}`);

    expectProblem(answer, {
      status: 422,
      code: 'invalid-request',
      where: 'cursor',
      says: ['same status', cursor],
    });
  });
});

describe.concurrent('of several things that are wrong, the answer names the first', () => {
  const noKey = { Authorization: null };
  const noType = { 'Content-Type': 'text/plain' };

  it.each<[string, number, string, string, Sent]>([
    ['path before key', 404, 'POST', '/nothing', { raw: '{', headers: noKey }],
    ['method before key', 405, 'PUT', '/jobs', { raw: '{', headers: noKey }],
    ['key before size', 401, 'POST', '/jobs', { raw: tooLarge, headers: noKey }],
    ['key before query', 401, 'GET', '/jobs?limit=0', { headers: noKey }],
    ['size before media type', 413, 'POST', '/jobs', { raw: tooLarge, headers: noType }],
    ['media type before JSON', 415, 'POST', '/jobs', { raw: '{', headers: noType }],
    ['JSON before all else', 400, 'POST', '/jobs?limit=0', { raw: '{' }],
  ])('%s', async (_, status, method, path, sent) => {
    const answer = await client.send(method, path, sent);

    expect(answer.status).toBe(status);
  });
});
