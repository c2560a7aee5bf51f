import type { ApiMiddleware } from '../api-event.ts';
import { Problem } from '../problem.ts';
import { requestPath } from '../request-path.ts';
import { matchRoute } from '../router.ts';

export function routing(): ApiMiddleware {
  return {
    before: ({ event }) => {
      const path = requestPath(event);
      const match = matchRoute(event.httpMethod, path);
      if (match.found === 'nothing') {
        throw new Problem('unknown-path', `There is no path ${path}: check its spelling`);
      }
      if (match.found === 'path') {
        const detail = `${path} does not have the method ${event.httpMethod}, only ${match.allow}`;
        throw new Problem('method-not-allowed', detail, { headers: { Allow: match.allow } });
      }
      event.route = match.route;
      event.parameters = match.parameters;
    },
  };
}
