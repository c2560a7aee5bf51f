import type { QueueAddresses } from '../../functions/aws/queue-addresses.ts';
import type { FunctionName } from './handler-of.ts';

const account = '000000000000';

/**
 * What stack and Lambda tell a function, but that AWS is at `url`. The variables of this process do not count, but
 * for the path.
 */
export function environmentOf(name: FunctionName, url: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TABLE_NAME: 'table',
    QUEUES: JSON.stringify(queues(url)),
    ...(name === 'worker' && { QUEUE: 'demo' }),
    DUE_SHARDS: '4',
    TIMELINE_SHARDS: '4',
    // The limit of callers would end a measurement that asks as fast as it can.
    KEY_LIMIT: '100000/100000',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_LAMBDA_FUNCTION_NAME: name,
    METRICS_NAMESPACE: 'Errand/Errand',
    LOG_SERVICE: name,
    POWERTOOLS_SERVICE_NAME: name,
  };
}

function queues(url: string): QueueAddresses {
  const names = { default: ['default', 'default-dead'], demo: ['demo', 'demo-dead'] } as const;
  return { at: `${url}/${account}/`, names };
}

/** Of the queue `demo`, or of its dead-letter queue. */
export function arnOf(suffix: '' | '-dead'): string {
  return `arn:aws:sqs:eu-central-1:${account}:demo${suffix}`;
}
