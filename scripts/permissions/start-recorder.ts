import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type NeededPermission, neededPermissions } from './permission-of-call.ts';

/** What a function needed, and how often it asked. */
export interface RecordedCall extends NeededPermission {
  /** The function, as the account knows it. Empty: a call that does not say whose it is. */
  readonly caller: string;
  readonly times: number;
}

export interface Recorder {
  /** For the functions, in place of the emulator's. */
  readonly endpoint: string;
  /** Before the first call: the emulator that is to answer. */
  forwardTo(endpoint: string): void;
  calls(): readonly RecordedCall[];
}

/**
 * Stands between the functions and an emulator: hands on what they ask for, and notes it. It ends with the
 * process.
 */
export async function startRecorder(): Promise<Recorder> {
  const calls = new Map<string, RecordedCall>();
  const agent = new Agent({ keepAlive: true });
  let target: string | undefined;
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    for (const call of callsIn(incoming, body)) {
      const key = JSON.stringify(call);
      calls.set(key, { ...call, times: (calls.get(key)?.times ?? 0) + 1 });
    }
    if (target === undefined) outgoing.destroy();
    else handOn(incoming, outgoing, { body, target, agent });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  server.unref();
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    forwardTo: (endpoint) => {
      target = endpoint;
    },
    calls: () => [...calls.values()],
  };
}

/** The adapters put the name of their function into the user agent. */
function callsIn({ method = '', url = '', headers }: IncomingMessage, body: Buffer) {
  const caller = /(?:^| )errand\/(\S+)/.exec(headers['user-agent'] ?? '')?.[1] ?? '';
  const needed = neededPermissions({ method, path: url, headers, body: body.toString() });
  return needed.map((permission) => ({ caller, ...permission }));
}

function handOn(
  { method, url: path, headers }: IncomingMessage,
  outgoing: ServerResponse,
  { body, target, agent }: { body: Buffer; target: string; agent: Agent },
): void {
  const { hostname, port } = new URL(target);
  // With the host that it was sent to, which is signed.
  const onward = request({ agent, hostname, port, method, path, headers });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  onward.end(body);
}
