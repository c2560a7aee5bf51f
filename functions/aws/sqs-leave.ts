import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
} from '@aws-sdk/client-sqs';
import { chunksOf } from '../core/chunks-of.ts';
import type { Wait } from '../core/queue.ts';
import { checkWholeSeconds } from './check-whole-seconds.ts';
import type { SqsQueues } from './sqs-queues.ts';

/** Of one call. */
const mostEntries = 10;
const longestWait = 43_200;

export async function changeVisibility(
  { client }: SqsQueues,
  url: string,
  waits: readonly Wait[],
): Promise<void> {
  for (const { seconds } of waits) checkWholeSeconds(seconds, longestWait);
  const calls = chunksOf(waits, mostEntries).map((chunk) =>
    client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: chunk.map(({ receipt, seconds }, place) => ({
          Id: String(place),
          ReceiptHandle: receipt,
          VisibilityTimeout: seconds,
        })),
      }),
    ),
  );
  const answers = await Promise.all(calls);
  const failed = answers.flatMap(({ Failed = [] }) => Failed).filter(isFault);
  if (failed.length > 0) {
    const [{ Code, Message } = {}] = failed;
    throw new Error(
      `SQS left the visibility of ${failed.length} of ${waits.length} messages as it was: ${Code} ${Message}`,
    );
  }
}

/** What SQS says of a receipt that has lapsed, or whose message is gone. */
const lapsed = /InvalidParameterValue|ReceiptHandleIsInvalid|MessageNotInflight/;

/** Not the receipt's, which has nothing left to change. Emulators blame SQS for any fault: the code counts. */
function isFault({ SenderFault, Code = '' }: BatchResultErrorEntry): boolean {
  return SenderFault === false && !lapsed.test(Code);
}
