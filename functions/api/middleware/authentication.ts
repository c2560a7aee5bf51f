import type { ApiMiddleware } from '../api-event.ts';
import type { Authenticate } from '../authenticate.ts';
import { headerOf } from '../header.ts';
import { Problem } from '../problem.ts';
import type { LimitRate } from './rate-limit.ts';

/**
 * The tenant is the key's: nothing else in a request says whose jobs it is about. A request that the key does
 * not allow counts for its limit too.
 */
export function authentication(authenticate: Authenticate, limit?: LimitRate): ApiMiddleware {
  return {
    before: async ({ event }) => {
      const { scope } = event.route;
      if (scope === undefined) {
        event.tenant = '';
        event.caller = undefined;
        return;
      }
      const caller = await authenticate(bearerToken(headerOf(event, 'authorization')));
      if (caller === undefined) throw unauthenticated('The key is not known or has expired');
      limit?.(caller);
      if (!caller.scopes.includes(scope)) {
        const scopes = caller.scopes.join(', ') || 'none';
        const detail = `This needs a key with the scope '${scope}'; the scopes of yours: ${scopes}`;
        throw new Problem('missing-scope', detail);
      }
      event.tenant = caller.tenant;
      event.caller = caller;
    },
  };
}

function bearerToken(header: string | undefined): string {
  const token = /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthenticated('There is no key in the request');
  return token;
}

function unauthenticated(reason: string): Problem {
  return new Problem('unauthenticated', `${reason}: send one as 'Authorization: Bearer <key>'`, {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}
