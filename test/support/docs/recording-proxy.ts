import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from '../open-api/answer-check.ts';

export interface RecordingProxy {
  /** Without `/v1`, as pages have `http://127.0.0.1:3000`. */
  readonly address: string;
  /** What has been asked and answered since this was called last. */
  takeExchanges(): readonly Exchange[];
  close(): void;
}

/** Stands before a server, and notes what passes: the document says what each answer has to be. */
export async function recordingProxy(server: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(server);
  let exchanges: Exchange[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const onward = ask({ hostname, port, method, path: url, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      exchanges.push({
        method,
        path: url.replace(/^\/v1/, '').replace(/\?.*/, ''),
        status: answer.statusCode ?? 0,
        headers: new Headers(answer.headers as Record<string, string>),
        text: Buffer.concat(chunks).toString(),
      });
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(chunks));
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    takeExchanges: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
