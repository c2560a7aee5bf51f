import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { enqueuerFromEnvironment } from '../../functions/enqueue/enqueuer-from-environment.ts';
import { jobs } from '../../functions/jobs/index.ts';
import { startRecorder } from '../../scripts/permissions/start-recorder.ts';
import { createQueues } from '../support/targets/create-queues.ts';
import { createTable } from '../support/targets/create-table.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';

it('an enqueuer calls what grantEnqueue of the stack allows, and nothing else', async ({
  onTestFinished,
}) => {
  const recorder = await startRecorder();
  const emulator = requireEmulator();
  recorder.forwardTo(emulator);
  const name = `enqueue-${randomUUID()}`;
  const direct = new DynamoDBClient({ endpoint: emulator });
  await createTable(direct, name);
  onTestFinished(async () => void (await direct.send(new DeleteTableCommand({ TableName: name }))));
  const settings = { visibilitySeconds: 30, receiveLimit: 100 };
  const demo = await createQueues(new SQSClient({ endpoint: emulator }), name, settings);
  // The SDK looks there, as it does in a program of the account.
  vi.stubEnv('AWS_ENDPOINT_URL', recorder.endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  const environment = {
    ERRAND_TABLE_NAME: name,
    ERRAND_QUEUES: JSON.stringify({
      at: demo.url.replace(/[^/]*$/, ''),
      names: { demo: [name, `${name}-dead`] },
    }),
    ERRAND_DUE_SHARDS: '1',
    ERRAND_TIMELINE_SHARDS: '1',
  };
  const { enqueue, enqueueMany } = enqueuerFromEnvironment(environment, { jobs, tenant: 'acme' });

  const first = await enqueue('demo', { echo: 'one' }, { idempotencyKey: 'one' });
  const again = await enqueue('demo', { echo: 'one' }, { idempotencyKey: 'one' });
  const others = await enqueueMany([
    { type: 'demo', payload: { echo: 'x'.repeat(20_000) } },
    { type: 'demo', payload: {}, runAt: new Date(Date.now() + 3_600_000) },
  ]);

  expect(again).toEqual({ ...first, replayed: true });
  expect(others.map(({ ok }) => ok)).toEqual([true, true]);
  const record = await storeOf(direct, name).get(first.id);
  expect(record).toMatchObject({ tenant: 'acme', type: 'demo', status: 'queued' });
  const called = recorder.calls().map(({ action, resource }) => `${action} ${resource}`);
  expect(called.sort()).toEqual([
    `dynamodb:BatchGetItem ${name}`,
    `dynamodb:PutItem ${name}`,
    `sqs:SendMessage ${name}`,
  ]);
});

function storeOf(client: DynamoDBClient, name: string) {
  const shards = { due: 1, timeline: 1 };
  return dynamoStore({ name, client, once: client, shards, clock: systemClock, random: () => 0 });
}
