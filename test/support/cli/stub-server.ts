import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StubAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A server until the end of the test: it answers the first call with the first of these, and from the last one on
 * always with that; `lost` closes the connection without an answer. Answers its address, with `/v1`.
 */
export async function stubServer(...answers: readonly (StubAnswer | 'lost')[]): Promise<string> {
  let calls = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    if (answer === undefined || answer === 'lost') request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  return listening(server);
}

/** A server that never answers, until the end of the test. `asked` resolves when it has been called. */
export async function silentServer(): Promise<{
  readonly url: string;
  readonly asked: Promise<void>;
}> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer(() => resolve());
  return { url: await listening(server), asked: promise };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
