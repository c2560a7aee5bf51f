import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Html } from './html.ts';

/** Even a text that got into a page as markup could load nothing and send nothing anywhere. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const headers = {
  // A form that came from a cache would have the key of a job that there is already.
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export function sendPage(response: ServerResponse, body: Html, status = 200): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
  response.end(body.text);
}

/** The browser asks for that page with GET, whatever it has asked for now. */
export function redirect(response: ServerResponse, path: string): void {
  response.writeHead(303, { ...headers, Location: path }).end();
}

export function sendFile(response: ServerResponse, file: string, type: string): void {
  response.writeHead(200, { ...headers, 'Content-Type': `${type}; charset=utf-8` });
  response.end(readFileSync(join(import.meta.dirname, file)));
}

/** Server-sent events, each of them JSON. `signal` fires when nobody looks any more, or with `closing`. */
export function startEvents(response: ServerResponse, closing: AbortSignal) {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  // Kept open for another request, the connection would hold up a server that stops.
  const last = { Connection: 'close', 'Content-Type': 'text/event-stream' };
  response.writeHead(200, { ...headers, ...last });
  return {
    send: (event: object) => void response.write(`data: ${JSON.stringify(event)}\n\n`),
    signal: AbortSignal.any([gone.signal, closing]),
  };
}
