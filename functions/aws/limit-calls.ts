import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** As many as the SDK opens to one address. */
const connections = 50;

/**
 * Has calls beyond `most` at once, of all these clients together, wait before they are sent. The SDK would
 * hand them on to wait for a free connection, and count that as time to connect: of 500 records written at
 * once many would fail, though DynamoDB answers each in milliseconds.
 */
export function limitCalls(clients: readonly DynamoDBClient[], most = connections): void {
  let free = most;
  const waiting: (() => void)[] = [];
  const turn = (): Promise<void> | undefined => {
    if (free > 0) free -= 1;
    else return new Promise((resolve) => waiting.push(resolve));
    return undefined;
  };
  // The next one takes the place at once, so that nobody can come between.
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  for (const client of clients) {
    client.middlewareStack.add(
      (next) => async (args) => {
        await turn();
        return next(args).finally(end);
      },
      // Inside the SDK's own repeating: a call that pauses before it is repeated holds no place.
      { step: 'deserialize', priority: 'low', name: 'limitCalls' },
    );
  }
}
