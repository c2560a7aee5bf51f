import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Call } from './answer.ts';
import type { StoredItem } from './apply-update.ts';

/** DynamoDB and SQS as far as the functions use them, in a process of their own. */
export interface StandIn {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  put(items: readonly StoredItem[]): Promise<void>;
  /** Those since it was last asked, without the ones that put items. */
  calls(): Promise<readonly Call[]>;
  stop(): void;
}

export async function startStandIn(): Promise<StandIn> {
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), { execArgv: [] });
  const [port] = await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  const calls = async () => {
    const response = await fetch(`${url}/calls`);
    return (await response.json()) as readonly Call[];
  };
  return {
    url,
    put: async (items) => {
      for (const item of items) {
        await client.send(new PutItemCommand({ TableName: 'table', Item: item }));
      }
      await calls();
    },
    calls,
    stop: () => {
      client.destroy();
      child.kill();
    },
  };
}
