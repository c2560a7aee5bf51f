import { hash } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import * as v from 'valibot';
import { createApi } from '../../../functions/api/api.ts';
import type { ApiPorts } from '../../../functions/api/api-ports.ts';
import { cronerCalendar } from '../../../functions/calendar/croner-calendar.ts';
import { wholeAccess } from '../../../functions/core/api-key.ts';
import { defineJob } from '../../../functions/core/define-job.ts';
import { minute } from '../../../functions/core/duration.ts';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import type { ApiKey } from '../../../functions/core/key-store.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { runBatch } from '../../../functions/core/run-batch.ts';
import { openApiDocument } from '../../../functions/openapi/open-api-document.ts';
import { payloadSchemas } from '../../../functions/openapi/payload-schemas.ts';
import { createWorld, type World } from '../../../testing/world/create-world.ts';
import { memoryLines } from '../../../testing/world/memory-lines.ts';
import { answerCheck } from '../../support/open-api/answer-check.ts';

const calendar = cronerCalendar();
const queues = defineQueues({ default: {} });

/** Gives back its payload. */
const echo = defineJob({
  name: 'echo',
  input: v.unknown(),
  run: async (input) => input,
});
const greet = defineJob({
  name: 'greet',
  input: v.object({ userId: v.string() }),
  retry: { attempts: 5 },
  timeout: '90s',
  maxPayload: 1_000,
  run: async () => undefined,
});
const fail = defineJob({
  name: 'fail',
  input: v.unknown(),
  run: async () => {
    throw new PermanentError('It cannot work');
  },
});

const jobs = registerJobs(queues, [echo, greet, fail]);
const payloads = payloadSchemas(jobs);
const openApi = JSON.stringify(openApiDocument(jobs, payloads));
const check = answerCheck(openApi);

export interface Sent {
  readonly body?: unknown;
  /** Text, or bytes to be sent in base64, in place of `body`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** No `Authorization` header if it is null. @default the key of tenant 'default' */
  readonly key?: string | null;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
  readonly json: any;
}

export interface ApiWorld {
  readonly world: World;
  call(method: string, path: string, sent?: Sent): Promise<Received>;
  /** Enqueues a job and answers its id. */
  enqueue(body: object): Promise<string>;
  /** Works off all that can be delivered now. */
  work(): Promise<void>;
  /** Makes a key for a tenant. */
  addKey(key: string, options: Partial<ApiKey>): Promise<void>;
}

/**
 * The whole API over the world in memory. Every answer has to be as the OpenAPI document says. `wrap` puts
 * something between the API and its ports.
 */
export async function createApiWorld(
  wrap = (ports: Ports) => ports,
  more: Pick<ApiPorts, 'origins' | 'rateLimit' | 'waits'> = {},
): Promise<ApiWorld> {
  const world = createWorld();
  const lines = memoryLines();
  const options: ApiPorts = {
    ...wrap(world.ports),
    jobs,
    pauses: world.pauses,
    logs: lines,
    description: {
      openApi: async () => openApi,
      payloadSchemas: async () => payloads,
      dashboard: async (file) => `text of ${file}`,
    },
    calendar: async () => calendar,
    longestWait: 20_000,
    longestPostWait: 5_000,
    ...more,
  };
  const api = createApi(options);
  let requests = 0;

  async function call(method: string, path: string, sent: Sent = {}): Promise<Received> {
    requests += 1;
    const { statusCode, headers, body } = await api(
      eventOf(method, path, { key: 'errand_test', ...sent }),
      { awsRequestId: `request-${requests}` } as Context,
    );
    const type = String(headers?.['Content-Type']);
    const fault = check({
      method,
      path,
      status: statusCode,
      headers: headersOf(headers),
      text: body,
    });
    if (fault !== undefined) throw new Error(fault);
    const json: unknown = type.endsWith('json') && body !== '' ? JSON.parse(body) : undefined;
    return { status: statusCode, headers: headers ?? {}, text: body, json };
  }

  const apiWorld: ApiWorld = {
    world,
    call,
    async enqueue(body) {
      const { json } = await call('POST', '/jobs', { body });
      return json.id;
    },
    async work() {
      const source = { queue: 'default', deadLetters: false };
      const deliveries = world.deliver('default');
      const { returned } = await runBatch({ ...world.ports, lines }, jobs, {
        source,
        deliveries,
        invocation: `invocation-${world.clock.now()}-${deliveries[0]?.messageId}`,
        deadline: world.clock.now() + 5 * minute,
        shutdown: new AbortController().signal,
      });
      const done = deliveries.filter(({ messageId }) => !returned.includes(messageId));
      world.remove(
        'default',
        done.map(({ receipt }) => receipt),
      );
    },
    addKey: (key, options) =>
      world.store.putKey(hash('sha256', key, 'hex'), { ...wholeAccess, ...options }),
  };
  await apiWorld.addKey('errand_test', {});
  return apiWorld;
}

export function eventOf(
  method: string,
  path: string,
  { body, raw, headers = {}, query, key }: Sent = {},
): APIGatewayProxyEvent {
  const content = raw ?? (body === undefined ? null : JSON.stringify(body));
  const fields = {
    httpMethod: method,
    path,
    resource: '/{proxy+}',
    pathParameters: { proxy: path.slice(1) },
    headers: {
      ...(key && { Authorization: `Bearer ${key}` }),
      ...(content !== null && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    queryStringParameters: query ? mapped(query, (values) => values.at(-1)) : null,
    multiValueQueryStringParameters: query ? mapped(query, (values) => values) : null,
    body: typeof content === 'string' ? content : (content?.toString('base64') ?? null),
    isBase64Encoded: Buffer.isBuffer(content),
    // A caller can choose this id, and have all its requests carry one.
    requestContext: { requestId: 'chosen', path: `/v1${path}`, stage: 'v1' },
  };
  return fields as unknown as APIGatewayProxyEvent;
}

function mapped(
  query: NonNullable<Sent['query']>,
  view: (values: readonly string[]) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(query).map(([name, value]) => [name, view([value].flat())]);
  return Object.fromEntries(entries);
}

function headersOf(headers: APIGatewayProxyResult['headers']): Headers {
  const entries = Object.entries(headers ?? {});
  return new Headers(entries.map(([name, value]): [string, string] => [name, String(value)]));
}
