import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { QueueAddresses } from '../../../functions/aws/queue-addresses.ts';

export const dynamo = new DynamoDBClient({});
export const sqs = new SQSClient({});
export const TableName = process.env.TABLE_NAME ?? '';

const { at, names }: QueueAddresses = JSON.parse(process.env.QUEUES ?? '');

export function queueUrl(name: string): string {
  return `${at}${names[name]?.[0]}`;
}

export function recordKey(id: string) {
  return { pk: { S: `JOB#${id}` }, sk: { S: 'RECORD' } };
}
