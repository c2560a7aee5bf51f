import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StubAnswer {
  readonly status: number;
  readonly body: string;
}

/** A server that answers every call so, until the end of the test. Answers its address, with `/v1`. */
export async function stubServer(answer: StubAnswer): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
