import { hash, randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { createApi } from '../../functions/api/api.ts';
import { bundledDescription } from '../../functions/api/bundled-description.ts';
import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { emfMetrics } from '../../functions/aws/emf-metrics.ts';
import { jsonLog } from '../../functions/aws/json-log.ts';
import { sqsQueue } from '../../functions/aws/sqs-queue.ts';
import type { QueueUrls } from '../../functions/aws/sqs-queues.ts';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import { second } from '../../functions/core/duration.ts';
import { defaultRetention } from '../../functions/core/job-record.ts';
import type { Ports } from '../../functions/core/ports.ts';
import { jobs } from '../../functions/jobs/index.ts';
import { queues } from '../../functions/jobs/queues.ts';
import { createScheduler } from '../../functions/scheduler/scheduler.ts';
import { createWorker } from '../../functions/worker/worker.ts';
import { invocationContext } from '../../local/dispatch/invocation-context.ts';
import { sourceOf } from '../../local/dispatch/source-arn.ts';
import { createQueues } from '../../test/support/targets/create-queues.ts';
import { createTable } from '../../test/support/targets/create-table.ts';
import { memoryLines } from '../../testing/world/memory-lines.ts';
import { MemoryPauses } from '../../testing/world/memory-pauses.ts';
import { type ClockAhead, clockAhead, pausingClock } from './clock-ahead.ts';
import { type AwsCall, type CountedClients, countedClients } from './counted-clients.ts';
import { type ReceivedBatch, workOffBatch } from './event-source.ts';
import { type Meter, startMeter } from './meter.ts';
import { storedBytes } from './stored-bytes.ts';

/** The real functions on a table and a queue of their own, with all that they use noted. */
export interface BudgetWorld {
  readonly calls: readonly AwsCall[];
  /** Those that the worker was given. */
  readonly batches: readonly ReceivedBatch[];
  /** Of the functions' invocations. */
  readonly meter: Meter;
  /** Has the API take a job, or an array of them. Throws if it does not. */
  post(body: unknown, headers?: Readonly<Record<string, string>>): Promise<APIGatewayProxyResult>;
  /** Has the worker work off so many jobs at once. @default - as many as its queue is set to */
  workOffBatch(size?: number): Promise<void>;
  /** Once for each shard of the due index. */
  runScheduler(): Promise<void>;
  /** Puts the functions' clock forward. */
  advance(ms: number): void;
  /** What takes the place of the pauses of whoever waits for a job. @default - there are none */
  whenPausing(pause: (ms: number) => Promise<void>): void;
  /** Bytes of all jobs, with what the indexes hold of them. */
  storedBytes(): Promise<number>;
  /** Counts anew from here on. */
  reset(): void;
  close(): Promise<void>;
}

/** Of one batch, as the stack sets it for a queue that says nothing else. */
export const batchSize = queues.demo.batch;
const settings = { name: 'budget', timeout: 30_000, memory: 512 };
const key = 'errand_budget';
const shards = { due: 4, timeline: 4 };

export async function budgetWorld(): Promise<BudgetWorld> {
  // What is not the functions' own is done by clients that nobody counts.
  const [counted, uncounted] = [countedClients(), countedClients()];
  const name = `budget-${randomUUID()}`;
  await createTable(uncounted.dynamo, name);
  const limits = { visibilitySeconds: 50, receiveLimit: 100 };
  const urls = await createQueues(uncounted.sqs, name, limits);
  await dynamoKeyStore({ client: uncounted.dynamo, name }).putKey(hash('sha256', key, 'hex'), {
    tenant: 'default',
    scopes: ['enqueue', 'read'],
  });
  const clock = clockAhead();
  let pause = (_: number) => Promise.resolve();
  const ports = portsOn({ ...counted, name, urls, clock });
  const { api, worker, scheduler } = functionsOn(ports, (ms) => pause(ms));
  const meter = startMeter();
  let batches: ReceivedBatch[] = [];
  const context = () => invocationContext(randomUUID(), settings);
  return {
    calls: counted.calls,
    get batches() {
      return batches;
    },
    meter,
    post: async (body, headers = {}) => {
      const result = await meter.invoke('api', () => api(postJobs(body, headers), context()));
      if (result.statusCode < 300) return result;
      throw new Error(`Expected 200 or 202, got ${result.statusCode}: ${result.body}`);
    },
    workOffBatch: async (size = batchSize) => {
      const source = { client: uncounted.sqs, url: urls.url, batchSize: size };
      const work = () =>
        workOffBatch(source, (event) =>
          meter.invoke('worker', async () => worker(event, context())),
        );
      batches.push(await meter.aside(work));
    },
    runScheduler: async () => {
      for (let shard = 0; shard < shards.due; shard += 1) {
        await meter.invoke('scheduler', async () => scheduler({ shard }, context()));
      }
    },
    advance: clock.advance,
    whenPausing: (other) => {
      pause = other;
    },
    storedBytes: () => storedBytes(uncounted.dynamo, name),
    reset: () => {
      counted.reset();
      meter.reset();
      batches = [];
    },
    close: async () => {
      meter.close();
      await uncounted.dynamo.send(new DeleteTableCommand({ TableName: name }));
      for (const { close } of [counted, uncounted]) close();
    },
  };
}

interface Places extends Pick<CountedClients, 'dynamo' | 'sqs'> {
  /** Of the table. */
  readonly name: string;
  readonly urls: QueueUrls;
  readonly clock: ClockAhead;
}

function portsOn({ dynamo, sqs, name, urls, clock }: Places): Ports {
  const { random } = Math;
  return {
    store: dynamoStore({ name, client: dynamo, once: dynamo, shards, clock, random }),
    queue: sqsQueue({ client: sqs, urls: { demo: urls }, clock, random }),
    clock,
    log: jsonLog({}, clock),
    retention: defaultRetention,
    random,
  };
}

function functionsOn(ports: Ports, pause: (ms: number) => Promise<void>) {
  const calendar = lazyCalendar();
  return {
    api: createApi({
      ...ports,
      clock: pausingClock(ports.clock, pause),
      pauses: new MemoryPauses([]),
      logs: memoryLines(),
      jobs,
      description: bundledDescription(),
      calendar,
      longestWait: 5 * second,
      longestPostWait: 5 * second,
    }),
    worker: createWorker({
      ...ports,
      jobs,
      metrics: emfMetrics({ METRICS_NAMESPACE: 'Errand/Errand' }, ports.clock),
      sourceOf,
    }),
    scheduler: createScheduler({ ...ports, jobs, calendar }),
  };
}

/** As API Gateway sends it, as far as the function looks at it. */
function postJobs(body: unknown, headers: Readonly<Record<string, string>>): APIGatewayProxyEvent {
  const event = {
    httpMethod: 'POST',
    path: '/jobs',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'jobs' },
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), path: '/v1/jobs', stage: 'v1' },
  };
  return event as unknown as APIGatewayProxyEvent;
}
