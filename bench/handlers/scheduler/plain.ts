import type { Context } from 'aws-lambda';
import { runShard } from '../calls/run-shard.ts';

/** The least that makes the scheduler's calls for a shard of the due index. */
export async function handler(event: { readonly shard: number }, context: Context): Promise<void> {
  await runShard(event.shard, context.awsRequestId);
}
