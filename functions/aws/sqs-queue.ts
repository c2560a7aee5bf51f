import type { Queue, Source } from '../core/queue.ts';
import { readDepths } from './sqs-depths.ts';
import { changeVisibility } from './sqs-leave.ts';
import type { QueueUrls, SqsQueues } from './sqs-queues.ts';
import { sendMessages } from './sqs-send.ts';

/** The queue port on SQS. */
export function sqsQueue(queues: SqsQueues): Queue {
  return {
    send: async (queue, messages) => sendMessages(queues, urlsOf(queues, queue).url, messages),
    leave: async (source, waits) => changeVisibility(queues, urlOf(queues, source), waits),
    depths: () => readDepths(queues),
  };
}

function urlOf(queues: SqsQueues, { queue, deadLetters }: Source): string {
  const { url, deadLetterUrl } = urlsOf(queues, queue);
  return deadLetters ? deadLetterUrl : url;
}

function urlsOf({ urls }: SqsQueues, queue: string): QueueUrls {
  const found = Object.hasOwn(urls, queue) ? urls[queue] : undefined;
  if (found !== undefined) return found;
  throw new Error(`There is no queue '${queue}' (there is: ${Object.keys(urls).join(', ')})`);
}
