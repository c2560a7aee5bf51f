import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { answerError, type Disturb } from './disturb.ts';
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

export interface RecorderOptions {
  /** @default - every request is handed on as it is */
  readonly disturb?: Disturb;
}

/**
 * Stands between the functions and an emulator: hands on what they ask for, and notes it. It ends with the
 * process.
 */
export async function startRecorder({ disturb }: RecorderOptions = {}): Promise<Recorder> {
  const calls = new Map<string, RecordedCall>();
  const agent = new Agent({ keepAlive: true });
  let target: string | undefined;
  const server = createServer((incoming, outgoing) => {
    if (target === undefined) return outgoing.destroy();
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      for (const call of callsIn(incoming, Buffer.concat(chunks).toString())) {
        const key = JSON.stringify(call);
        calls.set(key, { ...call, times: (calls.get(key)?.times ?? 0) + 1 });
      }
    });
    const service = serviceIn(incoming);
    const disturbance = disturb?.(service);
    if (disturbance === 'reset') return outgoing.destroy();
    if (disturbance === 'throttle' || disturbance === 'fail') {
      incoming.resume().on('end', () => answerError(outgoing, service, disturbance));
    } else if (disturbance !== 'hang') {
      handOn(incoming, outgoing, { target, agent, isLost: disturbance === 'lose' });
    }
    return undefined;
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

/** Which the signature names. */
function serviceIn({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The adapters put the name of their function into the user agent. */
function callsIn({ method = '', url = '', headers }: IncomingMessage, body: string) {
  const caller = /(?:^| )errand\/(\S+)/.exec(headers['user-agent'] ?? '')?.[1] ?? '';
  const needed = neededPermissions({ method, path: url, headers, body });
  return needed.map((permission) => ({ caller, ...permission }));
}

function handOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, agent, isLost }: { target: string; agent: Agent; isLost: boolean },
): void {
  const { method, url: path, headers } = incoming;
  const { hostname, port } = new URL(target);
  // With the host that it was sent to, which is signed.
  const onward = request({ agent, hostname, port, method, path, headers });
  onward.on('response', (answer) => {
    if (isLost) {
      answer.resume().on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
