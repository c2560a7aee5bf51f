import type { ApiMiddleware } from '../api-event.ts';
import { type Access, callerOf } from '../caller-of.ts';
import { Problem } from '../problem.ts';
import type { LimitRate } from './rate-limit.ts';

/**
 * The tenant is the caller's: nothing else in a request says whose jobs it is about. A request that the caller
 * is not allowed counts for its limit too.
 */
export function authentication(access: Access, limit?: LimitRate): ApiMiddleware {
  return {
    before: async ({ event }) => {
      const { scope } = event.route;
      if (scope === undefined) {
        event.tenant = '';
        event.caller = undefined;
        event.scopes = [];
        return;
      }
      const caller = await callerOf(event, access);
      limit?.(caller);
      if (scope !== 'any' && !caller.scopes.includes(scope)) {
        const scopes = caller.scopes.join(', ') || 'none';
        const detail = `This needs a key with the scope '${scope}'; the scopes of yours: ${scopes}`;
        throw new Problem('missing-scope', detail);
      }
      event.tenant = caller.tenant;
      event.caller = caller;
      event.scopes = caller.scopes;
    },
  };
}
