import type { Environment } from './aws-settings.ts';
import { callerIn } from './caller.ts';

/**
 * A repeated call may meet what the first one wrote, whose answer was lost: the protocol is made for that.
 * Without `throwOnRequestTimeout` the SDK only warns of a request that takes too long.
 */
const patience = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
} as const;

/** Of the clients of table and queues, which take the credentials and the region that the SDK finds. */
export function clientSettings(environment: Environment) {
  return { ...patience, customUserAgent: [callerIn(environment)] };
}
