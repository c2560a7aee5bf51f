import { once } from 'node:events';
import { createServer } from 'node:net';

/** Of 127.0.0.1. Another process may take it before it is used: then what was to use it says so. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
