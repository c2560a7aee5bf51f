import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** MiniStack starts a process for each call under way: a hundred at once would choke the machine. */
const mostCalls = 16;

/**
 * An address for one API, as its domain is on AWS: the stage is the first part of the path. MiniStack finds
 * an API by a host name below `localhost`, which Node does not resolve; its other addresses, by path, are
 * not those that the answers of the API lead to.
 */
export async function openGateway(endpoint: string, apiId: string): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: mostCalls });
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: `${apiId}.execute-api.localhost` };
    const { method, url: path } = incoming;
    forward(incoming, outgoing, request({ agent, hostname, port, method, path, headers }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  // It ends with the process.
  server.unref();
  return `http://127.0.0.1:${address.port}`;
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  onward: ReturnType<typeof request>,
): void {
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
