import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { bury } from '../calls/bury.ts';

const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);
const options = { throwOnFullBatchFailure: false };

/** The same calls under Middy, with batch processor and logger of Powertools. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(async (event: SQSEvent, context: Context) => {
    const response = await processPartialResponse(event, bury, processor, { context, ...options });
    const left = response.batchItemFailures.length;
    if (left > 0) logger.warn('Messages stay in the dead-letter queue', { left });
    await addStats({ 'f.demo': event.Records.length - left });
    return response;
  });
