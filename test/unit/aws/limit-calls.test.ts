import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { limitCalls } from '../../../functions/aws/limit-calls.ts';
import { startAnsweringServer } from '../../support/targets/answering-server.ts';

/** Two clients that share a limit, and a service that answers when it is told to. */
async function twoClients(most: number) {
  const unanswered: (() => void)[] = [];
  const server = await startAnsweringServer<object>(
    () => new Promise((resolve) => void unanswered.push(() => resolve({ TableNames: [] }))),
  );
  const clients = [1, 3].map(
    (maxAttempts) => new DynamoDBClient({ ...server.config, maxAttempts }),
  );
  limitCalls(clients, most);
  onTestFinished(() => {
    for (const client of clients) client.destroy();
    server.close();
  });
  const list = (place: number) => clients[place % 2]?.send(new ListTablesCommand({}));
  return { calls: server.calls, unanswered, list };
}

it('sends no more calls at once than the limit, of all clients together, and all in the end', async () => {
  const { calls, unanswered, list } = await twoClients(2);

  const all = Promise.all([0, 1, 2, 3, 4].map(list));
  const seen: number[] = [];
  for (let answered = 0; answered < 5; answered += 1) {
    await vi.waitUntil(() => unanswered.length > 0 && calls.length >= Math.min(5, answered + 2));
    seen.push(calls.length - answered);
    unanswered.shift()?.();
  }

  expect(await all).toHaveLength(5);
  expect(seen).toEqual([2, 2, 2, 2, 1]);
});

it('gives the place of a call that fails to the next one', async () => {
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 2,
  });
  limitCalls([client], 1);

  const ended = await Promise.allSettled(
    [1, 2, 3].map(() => client.send(new ListTablesCommand({}))),
  );

  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
