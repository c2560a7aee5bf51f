import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { bury } from '../calls/bury.ts';

const processor = new BatchProcessor(EventType.SQS);
const options = { throwOnFullBatchFailure: false };

/** The same calls with the batch processor of Powertools. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const response = await processPartialResponse(event, bury, processor, { context, ...options });
  await addStats({ 'f.demo': event.Records.length - response.batchItemFailures.length });
  return response;
}
