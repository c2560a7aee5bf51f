import type { IncomingMessage, RequestListener } from 'node:http';
import { faultPage, NoSuchPage } from './fault-page.ts';
import { routes, type Site } from './routes.ts';
import { sendPage } from './send.ts';

/** The whole site. It remembers nothing: what it shows is in the jobs, and in the address of each. */
export function webPage(site: Site): RequestListener {
  return async (request, response) => {
    try {
      const { handle, id } = routeOf(request);
      await handle({ request, response, site, id });
    } catch (error) {
      // Whoever asked has gone, in the middle of an upload say.
      if (response.destroyed) return;
      const { status, body } = faultPage(error);
      if (status >= 500) site.log(error);
      sendPage(response, body, status);
    }
  };
}

function routeOf({ method, url = '/' }: IncomingMessage) {
  const [path = '/'] = url.split('?');
  for (const [routeMethod, pattern, handle] of routes) {
    const match = pattern.exec(path);
    if (match && routeMethod === (method === 'HEAD' ? 'GET' : method)) {
      return { handle, id: match[1] ?? '' };
    }
  }
  throw new NoSuchPage();
}
