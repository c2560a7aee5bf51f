import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { LaneName } from './lanes.ts';

/** Where one lane of the stack is. */
export interface Lane {
  readonly url: string;
  readonly arn: string;
  /** Empty if it has none. */
  readonly deadLetterUrl: string;
  /** Id of its event source mapping. */
  readonly mapping: string;
}

/** The target, with the stack deployed to it. */
export interface World {
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly tableName: string;
  readonly lanes: Readonly<Record<LaneName, Lane>>;
}
