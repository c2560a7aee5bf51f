import { expect, it } from 'vitest';
import { enqueuerFromEnvironment } from '../../../functions/enqueue/enqueuer-from-environment.ts';
import { jobs } from '../../../functions/jobs/index.ts';

const queues = { at: 'https://sqs/1/', names: { demo: ['demo', 'dead'] } };
const stack = {
  ERRAND_TABLE_NAME: 'jobs',
  ERRAND_QUEUES: JSON.stringify(queues),
  ERRAND_DUE_SHARDS: '4',
  ERRAND_TIMELINE_SHARDS: '4',
};

it('needs no more than what grantEnqueue sets', () => {
  const enqueuer = enqueuerFromEnvironment(stack, { jobs });

  expect(Object.keys(enqueuer)).toEqual(['enqueue', 'enqueueMany']);
});

it.each([
  [{}, 'There is neither ERRAND_TABLE_NAME'],
  [{ ERRAND_URL: 'http://127.0.0.1:3000/v1' }, 'nor ERRAND_URL with ERRAND_KEY'],
  [{ ...stack, ERRAND_QUEUES: 'none' }, 'that begin with ERRAND_: Expected the environment'],
  [{ ...stack, ERRAND_DUE_SHARDS: undefined }, 'DUE_SHARDS is missing'],
])('refuses %j', (environment, message) => {
  expect(() => enqueuerFromEnvironment(environment, { jobs })).toThrow(message);
});

it.each(['', 'my shop', 'a#1', 'system', 'x'.repeat(65)])('refuses the tenant %j', (tenant) => {
  const server = { ERRAND_URL: 'http://127.0.0.1:3000/v1', ERRAND_KEY: 'errand_key' };

  for (const environment of [stack, server]) {
    expect(() => enqueuerFromEnvironment(environment, { jobs, tenant })).toThrow(
      /^The enqueuer's tenant is .*: use 1 to 64 characters .*, not 'system'$/,
    );
  }
});

it("takes a tenant such as a token's", () => {
  const enqueuer = enqueuerFromEnvironment(stack, { jobs, tenant: 'team:a@b.com' });

  expect(Object.keys(enqueuer)).toEqual(['enqueue', 'enqueueMany']);
});
