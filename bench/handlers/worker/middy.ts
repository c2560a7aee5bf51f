import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { addStats } from '../calls/add-stats.ts';
import { workOff } from '../calls/work-off.ts';

const logger = new Logger();
const processor = new BatchProcessor(EventType.SQS);

/** The same calls under Middy, with batch processor and logger of Powertools. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(async (event: SQSEvent, context: Context) => {
    const response = await processPartialResponse(event, workOff, processor, {
      context,
      throwOnFullBatchFailure: false,
    });
    const failed = response.batchItemFailures.length;
    if (failed > 0) logger.warn('Jobs have failed', { failed });
    await addStats({ 's.demo': event.Records.length - failed, 'r.demo': failed });
    return response;
  });
