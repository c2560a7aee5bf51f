import { expect, it } from 'vitest';
import { enqueuerFromEnvironment } from '../../../functions/enqueue/enqueuer-from-environment.ts';
import { jobs } from '../../../functions/jobs/index.ts';
import { jobAtEnd } from '../../support/local-server/api-caller.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';

it('enqueues over the API of a local server as into a stack', async () => {
  const server = await withLocalServer();
  const environment = { ERRAND_URL: server.url, ERRAND_KEY: server.key };
  const { enqueue, enqueueMany } = enqueuerFromEnvironment(environment, { jobs });

  const first = await enqueue('demo', { echo: 'one' }, { idempotencyKey: 'one' });
  const [again, reused] = [
    await enqueue('demo', { echo: 'one' }, { idempotencyKey: 'one' }),
    await enqueueMany([{ type: 'demo', payload: { echo: 'two' }, idempotencyKey: 'one' }]),
  ];
  const job = await jobAtEnd(server.call, first.id);

  expect(job).toMatchObject({ status: 'succeeded', result: { echo: 'one' } });
  expect(again).toMatchObject({ id: first.id, replayed: true });
  expect(reused).toMatchObject([{ ok: false, error: { code: 'key-reused', status: 422 } }]);
});

it('says of a server that is away, or does not know the key, what the API would', async () => {
  const server = await withLocalServer();
  const environment = { ERRAND_URL: server.url, ERRAND_KEY: 'errand_wrong' };
  const { enqueueMany } = enqueuerFromEnvironment(environment, { jobs });
  const demo = { type: 'demo', payload: {} } as const;

  const refused = await enqueueMany([demo]);
  await server.killTree();
  const unanswered = await enqueueMany([demo]);

  expect(refused).toMatchObject([{ ok: false, error: { code: 'unauthenticated' } }]);
  expect(unanswered).toMatchObject([{ ok: false, error: { code: 'unavailable' } }]);
});
