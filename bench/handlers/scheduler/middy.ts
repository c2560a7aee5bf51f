import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { runShard } from '../calls/run-shard.ts';

const logger = new Logger();

/** The same calls under Middy, with the logger of Powertools. */
export const handler = middy<{ readonly shard: number }, void>()
  .use(injectLambdaContext(logger))
  .handler(async ({ shard }, context: Context) => {
    const due = await runShard(shard, context.awsRequestId);
    logger.debug('Jobs were due', { due });
  });
