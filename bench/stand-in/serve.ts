import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTo, type Call, type Table } from './answer.ts';

// DynamoDB and SQS on 127.0.0.1, as a process of its own, so that its work is not taken for the caller's. They
// remember items and calls. `GET /calls` answers those since it was last asked.
const table: Table = new Map();
let calls: Call[] = [];

const server = createServer(async (request, response) => {
  const { status, body } = await answer(request);
  const text = JSON.stringify(body);
  const headers = { 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(text);
});
// Longer than the pauses between two rounds: a connection that is lost would be a call repeated.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
// The process that started it has ended.
process.on('disconnect', () => process.exit());

async function answer(
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: object }> {
  if (request.method === 'GET') {
    const body = calls;
    calls = [];
    return { status: 200, body };
  }
  // Such as `DynamoDB_20120810.UpdateItem`.
  const [, command = ''] = String(request.headers['x-amz-target']).split('.');
  const call = { command, input: JSON.parse(await textOf(request)) };
  calls.push(call);
  try {
    return { status: 200, body: answerTo(call, table) };
  } catch (error) {
    return { status: 400, body: { __type: 'StandInError', message: String(error) } };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
