import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OneTimeAddress extends AsyncDisposable {
  readonly address: string;
  /** Resolves when a browser has been there. */
  readonly used: Promise<void>;
}

/**
 * An address on this machine that leads to `target` once. The command line of a browser is seen by everybody who
 * can list processes: a key in `target` is not, for by then this address leads nowhere.
 */
export async function oneTimeAddress(target: string): Promise<OneTimeAddress> {
  const { promise: used, resolve } = Promise.withResolvers<void>();
  const path = `/${randomUUID()}`;
  let isUsed = false;
  const server = createServer(({ method, url }, response) => {
    if (isUsed || method !== 'GET' || url !== path) {
      response.writeHead(404, headers).end();
      return;
    }
    isUsed = true;
    response.writeHead(302, { ...headers, Location: target }).end();
    response.once('finish', resolve);
  });
  await new Promise<void>((started) => void server.listen(0, '127.0.0.1', started));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    used,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const headers = {
  'Cache-Control': 'no-store',
  Connection: 'close',
  'Referrer-Policy': 'no-referrer',
};
