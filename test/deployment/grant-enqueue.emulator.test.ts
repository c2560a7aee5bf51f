import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { sqsQueue } from '../../functions/aws/sqs-queue.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { enqueueJobs } from '../../functions/core/enqueue.ts';
import { idOfKey } from '../../functions/core/job-id.ts';
import { defaultRetention } from '../../functions/core/job-record.ts';
import { demo } from '../../functions/jobs/demo.ts';
import { startRecorder } from '../../scripts/permissions/start-recorder.ts';
import { createQueues } from '../support/targets/create-queues.ts';
import { createTable } from '../support/targets/create-table.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';

it('enqueueJobs calls what grantEnqueue of the stack allows, and nothing else', async ({
  onTestFinished,
}) => {
  const recorder = await startRecorder();
  recorder.forwardTo(requireEmulator());
  const name = `enqueue-${randomUUID()}`;
  const direct = new DynamoDBClient({});
  await createTable(direct, name);
  onTestFinished(async () => void (await direct.send(new DeleteTableCommand({ TableName: name }))));
  const settings = { visibilitySeconds: 30, receiveLimit: 100 };
  const urls = { demo: await createQueues(new SQSClient({}), name, settings) };
  const ports = portsAt(recorder.endpoint, name, urls);
  const origin = { tenant: 'default', requestId: 'request', depth: 0 };
  const job = { type: demo, payload: {}, tags: [] };

  const made = await enqueueJobs(ports, origin, [
    job,
    { ...job, payload: { echo: 'x'.repeat(20_000) } },
    { ...job, id: idOfKey('default', 'key') },
    { ...job, runAt: Date.now() + 3_600_000 },
  ]);

  expect(made.map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'));
  const called = recorder.calls().map(({ action, resource }) => `${action} ${resource}`);
  expect(called.sort()).toEqual([
    `dynamodb:BatchGetItem ${name}`,
    `dynamodb:PutItem ${name}`,
    `sqs:SendMessage ${name}`,
  ]);
});

function portsAt(endpoint: string, name: string, urls: Parameters<typeof sqsQueue>[0]['urls']) {
  const client = new DynamoDBClient({ endpoint });
  const clock = systemClock;
  const random = Math.random;
  const silent = () => undefined;
  return {
    store: dynamoStore({
      name,
      client,
      once: client,
      shards: { due: 1, timeline: 1 },
      clock,
      random,
    }),
    queue: sqsQueue({ client: new SQSClient({ endpoint }), urls, clock, random }),
    clock,
    random,
    retention: defaultRetention,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
}
