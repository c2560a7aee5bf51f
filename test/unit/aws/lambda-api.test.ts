import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { lambdaApi } from '../../../functions/aws/lambda-api.ts';
import { startLambdaServer } from '../../support/targets/lambda-server.ts';

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
const look = { method: 'GET', path: '/event-source-mappings/uuid' } as const;

it.each([
  ['with the token of a role', { sessionToken: 'token' }],
  ['without one', {}],
])('signs a call by its credentials, %s', async (_, extra) => {
  const { access, close } = await startLambdaServer(['uuid']);
  onTestFinished(close);
  const call = lambdaApi({ ...access, credentials: { ...credentials, ...extra } });

  const answers = [await call(look), await call({ ...look, method: 'PUT', body: {} })];

  expect(answers).toMatchObject([{ UUID: 'uuid' }, { UUID: 'uuid' }]);
});

it('says who calls', async () => {
  const seen: (string | undefined)[] = [];
  const endpoint = await serverThat((request, response) => {
    seen.push(request.headers['user-agent']);
    response.end('{}');
  });
  const userAgent = 'errand/Errand-Api-1';

  await lambdaApi({ endpoint, region: 'eu-west-1', credentials, userAgent })(look);

  expect(seen).toEqual([userAgent]);
});

it('hears of a signature that is wrong', async () => {
  const { access, close } = await startLambdaServer(['uuid']);
  onTestFinished(close);
  const wrong = { ...credentials, secretAccessKey: 'guessed' };

  const answer = lambdaApi({ ...access, credentials: wrong })(look);

  await expect(answer).rejects.toMatchObject({ code: 'InvalidSignatureException' });
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['a header', { 'x-amzn-errortype': 'TooManyRequestsException' }, '{}'],
  ['a header with an address', { 'x-amzn-errortype': 'TooManyRequestsException:http://x/' }, '{}'],
  ['the body', {}, '{"__type": "com.amazonaws#TooManyRequestsException"}'],
])('finds the name of an exception in %s', async (_, headers, body) => {
  const endpoint = await serverThat((_request, response) => {
    response.writeHead(429, headers).end(body);
  });

  const answer = lambdaApi({ endpoint, region: 'eu-west-1', credentials })(look);

  await expect(answer).rejects.toMatchObject({
    code: 'TooManyRequestsException',
    message: expect.stringContaining('429'),
  });
});

it.each<[string, RequestListener]>([
  ['is cut off', (request) => void request.destroy()],
  ['is no JSON', (_, response) => void response.end('<html>')],
])('rejects when the answer %s', async (_, listener) => {
  const endpoint = await serverThat(listener);

  const answer = lambdaApi({ endpoint, region: 'eu-west-1', credentials })(look);

  await expect(answer).rejects.toThrow();
});

async function serverThat(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
