import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamo, TableName } from './clients.ts';

/** Counts jobs that have ended, in a row for each minute. */
export async function addStats(counts: Readonly<Record<string, number>>): Promise<void> {
  const counted = Object.entries(counts).filter(([, count]) => count > 0);
  if (counted.length === 0) return;
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const additions = counted.map((_, place) => `#${place} :${place}`);
  await dynamo.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'STATS#default#0' }, sk: { S: String(minute) } },
      UpdateExpression: `ADD ${additions.join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(
        counted.map(([name], place) => [`#${place}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        counted.map(([, count], place) => [`:${place}`, { N: String(count) }]),
      ),
    }),
  );
}
