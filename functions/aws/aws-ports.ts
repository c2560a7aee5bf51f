import type { Ports } from '../core/ports.ts';
import type { Source } from '../core/queue.ts';
import { type AwsSettings, awsSettings, type Environment } from './aws-settings.ts';
import { awsStorage } from './aws-storage.ts';
import { jsonLog } from './json-log.ts';
import { sourceOf } from './source-of.ts';
import { systemClock } from './system-clock.ts';

export interface AwsPorts
  extends Ports,
    Pick<AwsSettings, 'retention' | 'longestWaitMs' | 'queueName'> {
  /** The queue, or the queue of the dead-letter queue, with this ARN. */
  sourceOf(arn: string): Source;
}

/** For an environment's whole life: reads its variables, and throws if one is missing or wrong. */
export function awsPorts(environment: Environment): AwsPorts {
  const { tableName, queues, shards, ...settings } = awsSettings(environment);
  return {
    ...settings,
    ...awsStorage({ tableName, queues, shards }, environment),
    log: jsonLog(environment, systemClock),
    sourceOf: sourceOf(queues),
  };
}
