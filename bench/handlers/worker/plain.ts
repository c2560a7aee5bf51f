import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { workOff } from '../calls/work-off.ts';

/** The least that makes the worker's calls: a loop over the messages. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const ends = await Promise.allSettled(Records.map(workOff));
  const failed = Records.filter((_, place) => ends[place]?.status === 'rejected');
  await addStats({ 's.demo': Records.length - failed.length, 'r.demo': failed.length });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
