import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { securityHeaders } from '../../functions/api/security-headers.ts';
import type { Log } from '../../functions/core/log.ts';
import { invocationContext } from '../dispatch/invocation-context.ts';
import { StartError } from '../start-error.ts';
import { gatewayEvent } from './gateway-event.ts';
import { gatewayProblem } from './gateway-problem.ts';
import { longestRead, readBody } from './read-body.ts';
import { sendResult } from './send-result.ts';

export type ApiFunction = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

export interface HttpOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly api: ApiFunction;
  readonly now: () => number;
  readonly log: Log;
}

export interface HttpListener {
  readonly port: number;
  /** From now on no connection is accepted, and those that are open end with their answer. */
  refuse(): void;
  /** Waits `ms` for answers that are under way, then ends all connections. */
  close(ms: number): Promise<void>;
}

/** Longer than clients keep a connection they do not use, so that they and not we end it. */
const keepAlive = 65_000;
const apiSettings = { name: 'errand-api', timeout: 29_000, memory: 512 };

/** Serves the API function on this machine alone. */
export async function listen(options: HttpOptions): Promise<HttpListener> {
  let isRefusing = false;
  const server = createServer({ keepAliveTimeout: keepAlive }, async (request, response) => {
    const answered = await answer(options, request);
    if (answered === undefined) return;
    if (isRefusing || answered.isLast) response.setHeader('Connection', 'close');
    send(options, response, answered.result);
  });
  const port = await bind(server, options.port);
  const closed = new Promise<void>((resolve) => void server.once('close', resolve));
  return {
    port,
    refuse: () => {
      isRefusing = true;
      server.close();
    },
    close: async (ms) => {
      const timer = setTimeout(() => server.closeAllConnections(), ms);
      server.closeIdleConnections();
      await closed;
      clearTimeout(timer);
    },
  };
}

interface Answered {
  readonly result: APIGatewayProxyResult;
  /** Nothing more is read from this connection. */
  readonly isLast?: true;
}

/** Undefined: there is nobody to answer. Never rejects. */
async function answer(
  options: HttpOptions,
  request: IncomingMessage,
): Promise<Answered | undefined> {
  const read = await readBody(request);
  if (read.outcome === 'gone') return undefined;
  if (read.outcome === 'too-large') {
    // The rest is still received and thrown away: a client that is sending would not see the answer.
    const detail = `A body of more than ${longestRead} bytes is not read at all: send fewer jobs at a time`;
    return { result: gatewayProblem(413, detail), isLast: true };
  }
  try {
    return { result: await callApi(options, request, read.body) };
  } catch (error) {
    return { result: failure(options, request, error) };
  }
}

async function callApi(
  { api, now }: HttpOptions,
  request: IncomingMessage,
  body: Buffer,
): Promise<APIGatewayProxyResult> {
  const event = gatewayEvent(request, body, now());
  if (event === undefined) {
    if (wantsDashboard(request)) return { statusCode: 302, headers: toDashboard, body: '' };
    const detail = `There is no path ${request.url}: all paths begin with /v1/, such as /v1/jobs`;
    return gatewayProblem(404, detail);
  }
  const result = await api(event, invocationContext(event.requestContext.requestId, apiSettings));
  const isRealClock = event.path === '/clock/advance' && result.statusCode === 404;
  return isRealClock ? gatewayProblem(404, realClock) : result;
}

const realClock =
  'The clock of this server is the real one, which cannot be moved: start it with ERRAND_CLOCK=virtual';

/** What a person types who has the address without its stage. */
function wantsDashboard({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && /^\/(dashboard\/?)?$/.test(url);
}

const toDashboard = { ...securityHeaders, Location: '/v1/dashboard' };

function send(options: HttpOptions, response: ServerResponse, result: APIGatewayProxyResult): void {
  try {
    sendResult(response, result);
  } catch (error) {
    // A header that cannot be sent, for one. Nothing has been sent yet.
    sendResult(response, failure(options, response.req, error));
  }
}

function failure(
  { log }: HttpOptions,
  { method, url }: IncomingMessage,
  error: unknown,
): APIGatewayProxyResult {
  // Without the query: a filter may be about a person.
  const detail = `${method} ${url?.split('?')[0]} could not be answered`;
  log.error(detail, { error: error instanceof Error ? error.stack : String(error) });
  return gatewayProblem(502, detail);
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', (error) => reject(new StartError(bindFault(port, error))));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function bindFault(port: number, error: Error): string {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? `Port ${port} is in use: end the program that has it, or set PORT to another one`
    : `Cannot listen on port ${port} of 127.0.0.1: ${error.message}`;
}
