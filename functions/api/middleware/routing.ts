import type { ApiMiddleware } from '../api-event.ts';
import { Problem } from '../problem.ts';
import { callerPath, requestPath } from '../request-path.ts';
import { matchRoute } from '../router.ts';

export function routing(): ApiMiddleware {
  return {
    before: ({ event }) => {
      const path = requestPath(event);
      const match = matchRoute(event.httpMethod, path);
      const asked = callerPath(event);
      if (match.found === 'nothing') {
        const remedy = isOneSlashLong(event.httpMethod, path)
          ? 'leave out the slash at its end'
          : 'check its spelling';
        throw new Problem('unknown-path', `There is no path ${asked}: ${remedy}`);
      }
      if (match.found === 'path') {
        const detail = `${asked} does not have the method ${event.httpMethod}, only ${match.allow}`;
        throw new Problem('method-not-allowed', detail, { headers: { Allow: match.allow } });
      }
      event.route = match.route;
      event.parameters = match.parameters;
    },
  };
}

function isOneSlashLong(method: string, path: string): boolean {
  return path.endsWith('/') && matchRoute(method, path.slice(0, -1)).found !== 'nothing';
}
