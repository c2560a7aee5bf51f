import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues } from '../../functions/core/queue-settings.ts';
import { propFaults } from '../../infra/check-props.ts';
import { createStack } from './synthesise.ts';

const jobs = registerJobs(defineQueues({ default: {} }), []);
const arn = 'arn:aws:iam::111122223333:role/Orders';

it.each<[string, object]>([
  ['no more than the job types', {}],
  ['what is left out in so many words', { keepDone: undefined, throttle: undefined }],
  ['durations', { keepDone: Duration.days(30), keepFailed: Duration.days(90) }],
  ['one limit of a throttle', { throttle: { rateLimit: 5 }, keyThrottle: { burstLimit: 9 } }],
  ['limits that the deployment knows', { throttle: { rateLimit: tokenNumber() } }],
  ['an issuer', { tokenIssuer: { issuer: 'https://id.example.com', audience: ['orders'] } }],
  ['callers', { iamCallers: [{ arn, scopes: ['enqueue'] }, { arn: Token.asString({}) }] }],
  ['what the props of a stack have besides', { description: 'x', terminationProtection: true }],
])('nothing is wrong with %s', (_name, props) => {
  expect(propFaults({ jobs, ...props })).toEqual([]);
});

describe('a prop of another type is refused with its value and what to write', () => {
  const throttleExample = 'set it to an object such as { rateLimit: 1000, burstLimit: 2000 }';

  it.each<[object, string]>([
    [
      { jobs: undefined },
      'jobs is nothing: set it to what registerJobs returns, which jobs/index.ts exports',
    ],
    [
      { keepDone: 30 },
      'keepDone is 30: set it to a Duration of aws-cdk-lib, such as Duration.days(30)',
    ],
    [
      { keepFailed: '30d' },
      'keepFailed is "30d": set it to a Duration of aws-cdk-lib, such as Duration.days(30)',
    ],
    [{ dueShards: '4' }, 'dueShards is "4": set it to a number, without quotes'],
    [{ throttle: 100 }, `throttle is 100: ${throttleExample}`],
    [{ waitThrottle: null }, `waitThrottle is null: ${throttleExample}`],
    [
      { throttle: { rate: 100 } },
      '"rate" is not a field of throttle: write one of rateLimit, burstLimit',
    ],
    [
      { throttle: { rateLimit: '100' } },
      'throttle.rateLimit is "100": set it to a number, without quotes',
    ],
    [
      { keyThrottle: { rateLimit: 0.5 } },
      'keyThrottle.rateLimit is 0.5: set it to a whole number from 1 to 9999999',
    ],
    [
      { allowedOrigins: 'https://app.example.com' },
      `allowedOrigins is "https://app.example.com": set it to a list, such as ['https://app.example.com']`,
    ],
    [{ iamCallers: 'x' }, 'iamCallers is "x": set it to a list, such as [{ arn: role.roleArn }]'],
    [
      { iamCallers: [arn] },
      `iamCallers[0] is "${arn}": set it to an object with the arn of a role or a user`,
    ],
    [
      { iamCallers: [{ arn, type: ['demo'] }] },
      '"type" is not a field of iamCallers[0]: write one of arn, tenant, scopes, types',
    ],
    [
      { tokenIssuer: { issuer: 'https://id.example.com', audience: 'a' } },
      `tokenIssuer.audience is "a": set it to a list of texts, such as ['one', 'two']`,
    ],
    [{ alarms: 'false' }, 'alarms is "false": set it to true or false'],
  ])('%j', (props, sentence) => {
    expect(propFaults({ jobs, ...props })).toEqual([sentence]);
  });

  it('all at once, before anything of the stack is made', () => {
    const wrong = { keepDone: 30, allowedOrigins: 'x' } as object;

    expect(() => createStack(wrong)).toThrow(/^keepDone is 30: .*\nallowedOrigins is "x": /);
  });
});

function tokenNumber(): number {
  return Lazy.number({ produce: () => 100 });
}
