import { expect, it } from 'vitest';
import { pauseSettings } from '../../../functions/aws/pause-settings.ts';

const environment = { AWS_REGION: 'eu-west-1', MAPPINGS: '{"mail":"14e0db71-0000"}' };

it('are what the environment says', () => {
  expect(pauseSettings(environment)).toEqual({
    region: 'eu-west-1',
    endpoint: 'https://lambda.eu-west-1.amazonaws.com',
    mappings: { mail: '14e0db71-0000' },
  });
});

it('are without mappings for a function that pauses nothing', () => {
  expect(pauseSettings({ AWS_REGION: 'eu-west-1' })).toMatchObject({ mappings: {} });
});

it.each([
  [{ AWS_REGION: 'cn-north-1' }, 'https://lambda.cn-north-1.amazonaws.com.cn'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, 'http://127.0.0.1:4566'],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' },
    'http://127.0.0.1:1',
  ],
])('with %j have Lambda at %s', (more, endpoint) => {
  expect(pauseSettings({ ...environment, ...more })).toMatchObject({ endpoint });
});

it('fail without AWS_REGION', () => {
  expect(() => pauseSettings({ MAPPINGS: environment.MAPPINGS })).toThrow('AWS_REGION is missing');
});

it.each(['uuid', '{}', 'null', '["uuid"]', '{"mail":1}', '{"mail":""}', '{"mail":"../functions"}'])(
  'fail when MAPPINGS is %s, and show what it could be',
  (MAPPINGS) => {
    const set = () => pauseSettings({ ...environment, MAPPINGS });

    expect(set).toThrow('{"default":');
    expect(set).toThrow(`got '${MAPPINGS}'`);
  },
);
