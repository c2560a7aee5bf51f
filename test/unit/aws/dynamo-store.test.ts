import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Item } from '../../../functions/aws/attribute-format.ts';
import { dynamoStore } from '../../../functions/aws/dynamo-store.ts';
import { encodeRecord } from '../../../functions/aws/record-codec.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { type Call, startAnsweringServer } from '../../support/targets/answering-server.ts';

interface Input {
  readonly RequestItems: { readonly jobs: { readonly Keys: readonly Item[] } };
}

const shards = { due: 1, timeline: 1 };

/** A store whose DynamoDB answers so; undefined: not at all. */
async function storeWith(answer: (call: Call<Input>, number: number) => object | undefined) {
  const server = await startAnsweringServer<Input>(answer);
  const client = new DynamoDBClient({ ...server.config, maxAttempts: 3 });
  const once = new DynamoDBClient({ ...server.config, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    once.destroy();
    server.close();
  });
  const waits: number[] = [];
  const clock = { now: () => 0, wait: async (ms: number) => void waits.push(ms) };
  const store = dynamoStore({ name: 'jobs', client, once, shards, clock, random: () => 0 });
  return { store, waits, calls: server.calls };
}

/** Answers for the first so many keys, and leaves the others unprocessed. */
function answerFor(count: number, items: readonly Item[]) {
  return ({ input }: Call<Input>) => {
    const { Keys } = input.RequestItems.jobs;
    const left = Keys.slice(count);
    const found = Keys.slice(0, count).flatMap((key) =>
      items.filter((item) => item.pk?.S === key.pk?.S),
    );
    return {
      Responses: { jobs: found },
      UnprocessedKeys: left.length === 0 ? {} : { jobs: { Keys: left } },
    };
  };
}

describe('getMany', () => {
  it('asks again for keys that were left unprocessed, later each time', async () => {
    const records = Array.from({ length: 5 }, () => newRecord());
    const items = records.map((record) => encodeRecord(record, shards));
    const { store, waits, calls } = await storeWith(answerFor(2, items));

    const read = await store.getMany(records.map(({ id }) => id));

    expect(read).toEqual(records);
    expect(calls.map(({ input }) => input.RequestItems.jobs.Keys.length)).toEqual([5, 3, 1]);
    expect(waits).toEqual([12.5, 25]);
  });

  it('gives up when nothing is processed for a while, and says so', async () => {
    const { store, calls } = await storeWith(answerFor(0, []));

    const reading = store.getMany(['a', 'b']);

    await expect(reading).rejects.toThrow('left 2 of 2 items unread in 8 calls');
    expect(calls).toHaveLength(8);
  });

  it('reads 100 at a time, and an id that comes twice once', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => `job-${i}`);
    const { store, calls } = await storeWith(answerFor(100, []));

    await store.getMany([...ids, 'job-0', 'job-149']);

    const sizes = calls.map(({ input }) => input.RequestItems.jobs.Keys.length);
    expect(sizes.sort()).toEqual([100, 50]);
  });
});

describe('a call without an answer', () => {
  const stats = { succeeded: 1, failed: 0, cancelled: 0, retried: 0, duration: 5 };

  it('is not repeated for statistics, which would count twice', async () => {
    const { store, calls } = await storeWith(() => undefined);

    const adding = store.addStats('acme', { minute: 0, types: { demo: stats } });

    await expect(adding).rejects.toThrow();
    expect(calls).toHaveLength(1);
  });

  it('is repeated for a record, and rejects in the end', async () => {
    const { store, calls } = await storeWith(() => undefined);

    const creating = store.create(newRecord(), 0);

    await expect(creating).rejects.toThrow();
    expect(calls).toHaveLength(3);
  });
});

describe('statistics of nothing', () => {
  it('are not written', async () => {
    const { store, calls } = await storeWith(() => ({}));

    await store.addStats('acme', { minute: 0, types: {} });

    expect(calls).toEqual([]);
  });
});
