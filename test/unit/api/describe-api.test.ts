import { expect, it } from 'vitest';
import type { ApiEvent } from '../../../functions/api/api-event.ts';
import type { ApiPorts } from '../../../functions/api/api-ports.ts';
import { describeApi } from '../../../functions/api/describe-api.ts';
import { eventOf } from './api-world.ts';

const description = {
  openApi: async () => '{"openapi":"3.1.1","servers":[{"url":"/v1"}],"paths":{}}',
};
const ports = { description } as unknown as ApiPorts;

it.each([
  ['/v1/openapi.json', '/v1'],
  ['/openapi.json', ''],
  ['/back$&ground/openapi.json', '/back$&ground'],
])('found at %s, the document has the server %j', async (path, url) => {
  const event = eventOf('GET', '/openapi.json');
  event.requestContext.path = path;

  const { body = '' } = await describeApi(event as ApiEvent, ports);

  expect(JSON.parse(body).servers).toEqual([{ url }]);
});
