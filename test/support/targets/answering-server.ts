import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a client sent: the operation, such as `SendMessageBatch`, and its input. */
export interface Call<Input> {
  readonly operation: string;
  readonly input: Input;
}

export interface AnsweringServer<Input> {
  /** For an SDK client: its address, and credentials that nobody checks. */
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly calls: readonly Call<Input>[];
  close(): void;
}

/**
 * A service of AWS that answers as a test says, for answers that no emulator gives: partial failures,
 * throttling. `answer` gets the call and its number, from 1; undefined ends the connection unanswered.
 */
export async function startAnsweringServer<Input>(
  answer: (call: Call<Input>, number: number) => object | undefined | Promise<object | undefined>,
): Promise<AnsweringServer<Input>> {
  const calls: Call<Input>[] = [];
  const server = createServer(async (request, response) => {
    const call = await read<Input>(request);
    const body = await answer(call, calls.push(call));
    if (body === undefined) return response.destroy();
    return response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return {
    config: {
      endpoint: `http://127.0.0.1:${address.port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read<Input>(request: IncomingMessage): Promise<Call<Input>> {
  const target = String(request.headers['x-amz-target']);
  return {
    operation: target.slice(target.indexOf('.') + 1),
    input: JSON.parse(await text(request)),
  };
}
