import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { runShard } from '../calls/run-shard.ts';

const logger = new Logger();

/** The same calls with the logger of Powertools: there is no batch here. */
export async function handler(event: { readonly shard: number }, context: Context): Promise<void> {
  const due = await runShard(event.shard, context.awsRequestId);
  logger.debug('Jobs were due', { due });
}
