import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDepth } from '../core/queue.ts';
import type { QueueUrls, SqsQueues } from './sqs-queues.ts';

interface Counts {
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
}

/** Approximate: SQS counts over many servers and may lag by a minute. */
export async function readDepths({
  client,
  urls,
  oldestAges,
}: SqsQueues): Promise<readonly QueueDepth[]> {
  const queues = Object.entries(urls);
  const [depths, ages = []] = await Promise.all([
    Promise.all(queues.map(([name, queueUrls]) => readDepth(client, name, queueUrls))),
    oldestAges?.(queues.map(([, { url }]) => url)),
  ]);
  return depths.map((depth, place) => withAge(depth, ages[place]));
}

async function readDepth(
  client: SQSClient,
  queue: string,
  { url, deadLetterUrl }: QueueUrls,
): Promise<QueueDepth> {
  const [counts, dead] = await Promise.all([
    readCounts(client, url),
    readCounts(client, deadLetterUrl),
  ]);
  return { queue, ...counts, deadLetters: dead.waiting + dead.delayed + dead.inFlight };
}

async function readCounts(client: SQSClient, url: string): Promise<Counts> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
}

/** The age is minutes old: of an empty queue it says nothing any more. */
function withAge(depth: QueueDepth, oldestSeconds: number | undefined): QueueDepth {
  const isEmpty = depth.waiting + depth.delayed + depth.inFlight === 0;
  return oldestSeconds === undefined || isEmpty ? depth : { ...depth, oldestSeconds };
}
