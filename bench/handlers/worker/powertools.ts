import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { workOff } from '../calls/work-off.ts';

const processor = new BatchProcessor(EventType.SQS);

/** The same calls with the batch processor of Powertools. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const response = await processPartialResponse(event, workOff, processor, {
    context,
    throwOnFullBatchFailure: false,
  });
  const failed = response.batchItemFailures.length;
  await addStats({ 's.demo': event.Records.length - failed, 'r.demo': failed });
  return response;
}
