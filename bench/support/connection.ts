import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Sent {
  /** JSON text. */
  readonly body?: string;
  readonly prefer?: string;
}

/** A connection that is kept open, for one call after the other. */
export interface Connection {
  call(method: 'GET' | 'POST', path: string, sent?: Sent): Promise<Answer>;
  /** False: the server has ended it, as servers do with those that are idle. */
  isOpen(): boolean;
  close(): void;
}

/**
 * HTTP on the bare socket: Node's own client takes as much of a processor as the server does for the same
 * request, and would be half of what is measured. Only for answers with a Content-Length.
 */
export async function openConnection(url: string, key: string): Promise<Connection> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const nextAnswer = answersOf(socket);
  const fixed = `HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${key}\r\n`;
  return {
    call: (method, path, sent = {}) => {
      const answer = nextAnswer();
      socket.write(`${method} ${pathname}${path} ${fixed}${variable(sent)}`);
      return answer;
    },
    isOpen: () => socket.readable && socket.writable,
    close: () => socket.destroy(),
  };
}

function variable({ body, prefer }: Sent): string {
  const preference = prefer === undefined ? '' : `Prefer: ${prefer}\r\n`;
  if (body === undefined) return `${preference}\r\n`;
  const length = Buffer.byteLength(body);
  return `${preference}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

function answersOf(socket: Socket): () => Promise<Answer> {
  let received = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<Answer> | undefined;
  socket.on('data', (chunk) => {
    // The server's last words on a connection that was idle for too long.
    if (waiting === undefined) return void socket.destroy();
    received = received.length === 0 ? Buffer.from(chunk) : Buffer.concat([received, chunk]);
    const answer = wholeAnswer(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    waiting.resolve(answer);
    waiting = undefined;
  });
  const fail = () => waiting?.reject(new Error('The server ended the connection'));
  socket.on('error', fail).on('close', fail);
  return () => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
}

/** Undefined: the rest of it is still to come. */
function wholeAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const [, length] = /^content-length: (\d+)$/im.exec(head) ?? [];
  if (length === undefined)
    throw new Error(`Expected an answer with a Content-Length, got ${head}`);
  const body = received.subarray(end + 4);
  if (body.length < Number(length)) return undefined;
  return { status: Number(head.slice(9, 12)), body: body.toString() };
}
