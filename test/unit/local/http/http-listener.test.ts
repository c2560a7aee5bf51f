import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { type ApiFunction, listen } from '../../../../local/http/http-listener.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';

const ok = { statusCode: 200, body: 'ok' };

it('hands a request on as API Gateway does', async () => {
  const { url, events } = await serve();

  await fetch(`${url}/v1/jobs/a%20b?tag=x&tag=y%26z&limit=`, {
    method: 'POST',
    body: '{"text":"\u0000\ud83d\ude00"}',
    headers: { 'X-Own': 'value' },
  });

  expect(events).toMatchObject([
    {
      httpMethod: 'POST',
      path: '/jobs/a%20b',
      resource: '/{proxy+}',
      pathParameters: { proxy: 'jobs/a%20b' },
      queryStringParameters: { tag: 'y&z', limit: '' },
      multiValueQueryStringParameters: { tag: ['x', 'y&z'], limit: [''] },
      body: '{"text":"\u0000\ud83d\ude00"}',
      isBase64Encoded: false,
      requestContext: { path: '/v1/jobs/a%20b', stage: 'v1', httpMethod: 'POST' },
    },
  ]);
  expect(headerValues(events[0], 'x-own')).toEqual(['value']);
});

it('has nothing in place of a query and a body that are not there', async () => {
  const { url, events } = await serve();

  await fetch(`${url}/v1/health`);

  expect(events).toMatchObject([
    { queryStringParameters: null, multiValueQueryStringParameters: null, body: null },
  ]);
});

it('keeps headers that come twice, whatever they are called', async () => {
  const { port, events } = await serve();

  await raw(port, 'GET /v1/x HTTP/1.1\r\nHost: a\r\nconstructor: 1\r\nconstructor: 2\r\n\r\n');

  expect(headerValues(events[0], 'constructor')).toEqual(['1', '2']);
  expect(events[0]?.headers.constructor).toBe('2');
});

it('hands on in base64 what is not UTF-8', async () => {
  const { url, events } = await serve();

  await fetch(`${url}/v1/jobs`, { method: 'POST', body: new Uint8Array([0xff, 0xfe]) });

  expect(events).toMatchObject([{ body: '//4=', isBase64Encoded: true }]);
});

it('gives each request an id of its own', async () => {
  const { url, events } = await serve();

  await fetch(`${url}/v1/a`);
  await fetch(`${url}/v1/b`);

  expect(new Set(events.map(({ requestContext }) => requestContext.requestId)).size).toBe(2);
});

it('answers with the status, headers and body of the result', async () => {
  const headers = { 'Content-Type': 'application/json', Location: '/v1/jobs/' };
  const { url } = await serve(async () => ({ statusCode: 202, headers, body: '"ü😀"' }));

  const response = await fetch(`${url}/v1/jobs`);

  expect(response.status).toBe(202);
  expect(response.headers.get('location')).toBe('/v1/jobs/');
  expect(response.headers.get('content-length')).toBe('8');
  expect(await response.text()).toBe('"ü😀"');
});

it.each([
  ['HEAD', 200],
  ['GET', 204],
  ['GET', 304],
])('sends no body after %s with %i', async (method, statusCode) => {
  const { url } = await serve(async () => ({ statusCode, body: statusCode === 200 ? 'x' : '' }));

  const response = await fetch(`${url}/v1/jobs`, { method });

  expect(response.status).toBe(statusCode);
  expect(await response.text()).toBe('');
});

it.each(['/dashboards', '/v2/jobs', '/v1jobs', '/jobs'])('answers 404 for %s', async (path) => {
  const { url, events } = await serve();

  const response = await fetch(url + path);

  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ status: 404, code: 'unknown-path' });
  expect(events).toEqual([]);
});

it.each(['/', '/dashboard'])('leads from %s to the dashboard', async (path) => {
  const { url, events } = await serve();

  const response = await fetch(url + path, { redirect: 'manual' });

  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('/v1/dashboard');
  expect(events).toEqual([]);
});

it('answers 413 for a body that it does not read, and does not call the function', async () => {
  const { url, events } = await serve();

  const response = await fetch(`${url}/v1/jobs`, { method: 'POST', body: 'x'.repeat(6_300_000) });

  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: 'body-too-large' });
  expect(events).toEqual([]);
});

it('answers 502 when the function throws, and logs method and path but no query', async () => {
  const { url, log } = await serve(async () => {
    throw new Error('broken');
  });

  const response = await fetch(`${url}/v1/jobs?tag=ada`);

  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ status: 502, code: 'internal' });
  expect(log).toMatchObject([{ level: 'error', message: 'GET /v1/jobs could not be answered' }]);
});

it('answers 502 when the result has a header that cannot be sent', async () => {
  const headers = { Location: 'two\nlines' };
  const { url } = await serve(async () => ({ statusCode: 200, headers, body: '' }));

  const response = await fetch(`${url}/v1/jobs`);

  expect(response.status).toBe(502);
});

it('does not call the function for a client that went away before it had sent all', async () => {
  const { port, url, events } = await serve();
  const { promise: gone, resolve } = Promise.withResolvers<void>();

  const head = 'POST /v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{';
  const socket = connect(port, '127.0.0.1', () => socket.end(head, () => socket.destroy()));
  socket.on('close', resolve);
  await gone;
  await fetch(`${url}/v1/later`);

  expect(events.map(({ path }) => path)).toEqual(['/later']);
});

it('answers what is under way before it closes, and then closes the connection', async () => {
  const held = Promise.withResolvers<APIGatewayProxyResult>();
  const { url, listener, events } = await serve(() => held.promise);
  const response = get(`${url}/v1/jobs`);
  await expect.poll(() => events.length).toBe(1);

  listener.refuse();
  const closed = listener.close(10_000);
  held.resolve(ok);

  expect(await text(await response)).toBe('ok');
  await closed;
  await expect(fetch(`${url}/v1/jobs`)).rejects.toThrow();
});

it('does not wait for ever for an answer', async () => {
  const { url, listener, events } = await serve(() => new Promise(() => {}));
  const response = get(`${url}/v1/jobs`);
  response.catch(() => {});
  await expect.poll(() => events.length).toBe(1);

  listener.refuse();
  await listener.close(1);

  await expect(response).rejects.toThrow('socket hang up');
});

it('cannot be reached at another address of the machine', async () => {
  const { port } = await serve();
  const others = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1')
    .map(({ address }) => address);

  // All of 127.0.0.0/8 is the machine itself, where it is set up.
  for (const address of ['127.0.0.2', ...others]) {
    await expect(fetch(`http://${address}:${port}/v1/jobs`), address).rejects.toThrow();
  }
});

it('says what to do when the port is taken', async () => {
  const { port } = await serve();

  await expect(serve(undefined, port)).rejects.toThrow(
    `Port ${port} is in use: end the program that has it, or set PORT to another one`,
  );
});

async function serve(api: ApiFunction = async () => ok, port = 0) {
  const events: APIGatewayProxyEvent[] = [];
  const { ports, log } = createWorld();
  const listener = await listen({
    port,
    api: (event, context) => {
      events.push(event);
      return api(event, context);
    },
    now: () => 0,
    log: ports.log,
  });
  onTestFinished(async () => {
    listener.refuse();
    await listener.close(0);
  });
  const url = `http://127.0.0.1:${listener.port}`;
  return { url, port: listener.port, listener, events, log };
}

function headerValues(event: APIGatewayProxyEvent | undefined, name: string) {
  const entries = Object.entries(event?.multiValueHeaders ?? {});
  return entries.find(([key]) => key.toLowerCase() === name)?.[1];
}

function get(url: string) {
  return new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    httpRequest(url, resolve).on('error', reject).end();
  });
}

function raw(port: number, head: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    socket.on('error', reject);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
  });
}
