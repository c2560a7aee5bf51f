import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

export const dynamo = new DynamoDBClient({});
export const sqs = new SQSClient({});
export const TableName = process.env.TABLE_NAME ?? '';

const queues: Readonly<Record<string, { readonly url: string }>> = JSON.parse(
  process.env.QUEUES ?? '{}',
);

export function queueUrl(name: string): string {
  return queues[name]?.url ?? '';
}

export function recordKey(id: string) {
  return { pk: { S: `JOB#${id}` }, sk: { S: 'RECORD' } };
}
