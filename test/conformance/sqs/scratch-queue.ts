import { randomUUID } from 'node:crypto';
import {
  DeleteMessageBatchCommand,
  type DeleteMessageBatchCommandOutput,
  DeleteQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { createQueues } from '../../support/targets/create-queues.ts';
import type { World } from '../world.ts';

interface Settings {
  /** @default 30 */
  readonly visibilitySeconds?: number;
  /** @default 100 */
  readonly receiveLimit?: number;
}

interface Wanted {
  readonly count: number;
  /** Milliseconds. @default 10_000 */
  readonly within?: number;
}

/** A queue of its own for one check, with its dead-letter queue. */
export class ScratchQueue {
  readonly #client: SQSClient;
  readonly url: string;
  readonly deadLetterUrl: string;

  constructor(client: SQSClient, urls: { url: string; deadLetterUrl: string }) {
    this.#client = client;
    this.url = urls.url;
    this.deadLetterUrl = urls.deadLetterUrl;
  }

  async send(bodies: readonly string[], delaySeconds = 0): Promise<void> {
    const { Failed = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.url,
        Entries: bodies.map((MessageBody, place) => ({
          Id: String(place),
          MessageBody,
          DelaySeconds: delaySeconds,
        })),
      }),
    );
    if (Failed.length > 0) throw new Error(`Not sent: ${Failed[0]?.Code} ${Failed[0]?.Message}`);
  }

  /** One call, which waits a second: a shorter one asks only some of SQS's servers. */
  async receiveOnce(url = this.url): Promise<readonly Message[]> {
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  /** Receives until there are so many; answers what came in time. */
  async receive({ count, within = 10_000 }: Wanted, url = this.url): Promise<readonly Message[]> {
    const end = performance.now() + within;
    const received: Message[] = [];
    while (received.length < count && performance.now() < end) {
      received.push(...(await this.receiveOnce(url)));
    }
    return received;
  }

  remove(messages: readonly Message[]): Promise<DeleteMessageBatchCommandOutput> {
    return this.#client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.url,
        Entries: messages.map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle })),
      }),
    );
  }
}

/** Makes a queue for `look`, and deletes it afterwards. */
export async function withScratchQueue<Seen>(
  { sqs }: World,
  { visibilitySeconds = 30, receiveLimit = 100 }: Settings,
  look: (queue: ScratchQueue) => Promise<Seen>,
): Promise<Seen> {
  const name = `conformance-${randomUUID()}`;
  const urls = await createQueues(sqs, name, { visibilitySeconds, receiveLimit });
  try {
    return await look(new ScratchQueue(sqs, urls));
  } finally {
    for (const QueueUrl of Object.values(urls))
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  }
}

export function receiveCountOf({ Attributes }: Message): number {
  return Number(Attributes?.ApproximateReceiveCount);
}
