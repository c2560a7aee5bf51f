import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { chunksOf } from '../core/chunks-of.ts';
import { longestDelaySeconds, type Outgoing, type Sent } from '../core/queue.ts';
import { checkWholeSeconds } from './check-whole-seconds.ts';
import { type Entry, sendBatches } from './send-batches.ts';
import type { SqsQueues } from './sqs-queues.ts';

interface Answer {
  readonly sent: Sent;
  /** It was the fault of SQS, and only of this message's. */
  readonly mayRepeat: boolean;
}

/** What SQS takes in one call, of one message and of all together. */
const longestCall = 1_048_576;
/** It refuses the rest of Unicode: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const printable = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;
const parallelCalls = 10;
const mostRounds = 3;

/** One outcome for each message, in their order. Rejects only for a delay that SQS would not take. */
export async function sendMessages(
  queues: SqsQueues,
  url: string,
  messages: readonly Outgoing[],
): Promise<readonly Sent[]> {
  for (const { delaySeconds } of messages) checkWholeSeconds(delaySeconds, longestDelaySeconds);
  const { batchBytes = longestCall } = queues;
  const outcomes = messages.map(({ body }) => refusalOf(body, batchBytes));
  const entries = messages
    .map((message, place) => ({ message, place }))
    .filter(({ place }) => outcomes[place] === undefined);
  for (const batches of chunksOf(sendBatches(entries, batchBytes), parallelCalls)) {
    const sent = await Promise.all(batches.map((batch) => sendBatch(queues, url, batch)));
    for (const [place, outcome] of sent.flat()) outcomes[place] = outcome;
  }
  return outcomes.map((outcome) => outcome ?? unknownOutcome);
}

const unknownOutcome: Sent = { ok: false, reason: 'SQS said nothing of this message' };

/** SQS refuses the whole batch for one such body. */
function refusalOf(body: string, batchBytes: number): Sent | undefined {
  const bytes = Buffer.byteLength(body);
  if (bytes > batchBytes) {
    return { ok: false, reason: `The body has ${bytes} bytes, ${batchBytes} is the limit` };
  }
  if (printable.test(body)) return undefined;
  return { ok: false, reason: 'The body is empty or has characters that SQS refuses' };
}

/** SQS may fail a part of a batch and answer 200 all the same: that part is sent again. */
async function sendBatch(
  queues: SqsQueues,
  url: string,
  batch: readonly Entry[],
): Promise<readonly (readonly [place: number, sent: Sent])[]> {
  const outcomes = new Map<number, Sent>();
  let left = batch;
  for (let round = 1; left.length > 0; round += 1) {
    const answers = await callOnce(queues, url, left);
    for (const { place } of left) outcomes.set(place, answers.get(place)?.sent ?? unknownOutcome);
    left = left.filter(({ place }) => round < mostRounds && answers.get(place)?.mayRepeat);
    if (left.length > 0) await queues.clock.wait(50 * round * (1 + queues.random()));
  }
  return [...outcomes];
}

async function callOnce(
  { client }: SqsQueues,
  url: string,
  batch: readonly Entry[],
): Promise<ReadonlyMap<number, Answer>> {
  const command = new SendMessageBatchCommand({
    QueueUrl: url,
    Entries: batch.map(({ place, message }) => ({
      Id: String(place),
      MessageBody: message.body,
      DelaySeconds: message.delaySeconds,
    })),
  });
  try {
    const { Successful = [], Failed = [] } = await client.send(command);
    return new Map([
      ...Successful.map(({ Id }) => answered(Id, { ok: true }, false)),
      ...Failed.map(({ Id, Code, Message, SenderFault }) =>
        answered(Id, { ok: false, reason: `${Code}: ${Message}` }, SenderFault === false),
      ),
    ]);
  } catch (error) {
    // The SDK has repeated what could be. Any of them may have been sent all the same.
    const sent: Sent = { ok: false, reason: String(error) };
    return new Map(batch.map(({ place }) => [place, { sent, mayRepeat: false }]));
  }
}

function answered(id: string | undefined, sent: Sent, mayRepeat: boolean): [number, Answer] {
  return [Number(id), { sent, mayRepeat }];
}
