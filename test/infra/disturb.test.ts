import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { startRecorder } from '../../scripts/permissions/start-recorder.ts';
import { startAnsweringServer } from '../support/targets/answering-server.ts';

const disturbed = ['throttle', 'fail', 'reset', 'lose', undefined] as const;

/** A service behind a recorder that disturbs each request as `disturbed` says. */
async function disturbedService(disturbance: (typeof disturbed)[number]) {
  const service = await startAnsweringServer(() => ({ TableNames: ['jobs'], QueueUrls: ['jobs'] }));
  onTestFinished(service.close);
  const asked: string[] = [];
  const recorder = await startRecorder({
    disturb: (name) => {
      asked.push(name);
      return disturbance;
    },
  });
  recorder.forwardTo(service.config.endpoint);
  const config = { ...service.config, endpoint: recorder.endpoint, maxAttempts: 1 };
  return { config, calls: service.calls, asked };
}

it.each([
  ['throttle', 'ProvisionedThroughputExceededException', 0],
  ['fail', 'InternalServerError', 0],
  ['reset', 'ECONNRESET', 0],
  ['lose', 'ECONNRESET', 1],
] as const)('disturbs a call of DynamoDB: %s', async (disturbance, error, reached) => {
  const { config, calls, asked } = await disturbedService(disturbance);
  const client = new DynamoDBClient(config);

  const refusal = await client.send(new ListTablesCommand({})).catch((thrown) => thrown);

  expect([refusal.name, refusal.code]).toContain(error);
  expect(calls).toHaveLength(reached);
  expect(asked).toEqual(['dynamodb']);
});

it('throttles a call of SQS as SQS does', async () => {
  const { config } = await disturbedService('throttle');
  const client = new SQSClient(config);

  const refusal = await client.send(new ListQueuesCommand({})).catch((thrown) => thrown);

  expect(refusal).toMatchObject({ name: 'RequestThrottled', $metadata: { httpStatusCode: 403 } });
});

it('hands on what it does not disturb', async () => {
  const { config, calls } = await disturbedService(undefined);

  const answer = await new DynamoDBClient(config).send(new ListTablesCommand({}));

  expect(answer.TableNames).toEqual(['jobs']);
  expect(calls).toHaveLength(1);
});
