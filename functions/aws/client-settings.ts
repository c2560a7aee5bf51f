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

/**
 * How a call is made is worked out once for each command, not for each call: that was a tenth of a call's processor
 * time. So nothing may be added to a client once it has been used.
 */
const resolvedOnce = { cacheMiddleware: true } as const;

/** Of the clients of table and queues, which take the credentials and the region that the SDK finds. */
export function clientSettings(environment: Environment) {
  return { ...patience, ...resolvedOnce, customUserAgent: [callerIn(environment)] };
}
