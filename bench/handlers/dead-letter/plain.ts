import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { bury } from '../calls/bury.ts';

/** The least that makes the calls of the function behind the dead-letter queues. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const ends = await Promise.allSettled(Records.map(bury));
  const left = Records.filter((_, place) => ends[place]?.status === 'rejected');
  await addStats({ 'f.demo': Records.length - left.length });
  return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
