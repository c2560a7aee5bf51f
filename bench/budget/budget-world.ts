import { hash, randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createApi } from '../../functions/api/api.ts';
import { bundledDescription } from '../../functions/api/bundled-description.ts';
import { dynamoKeyStore } from '../../functions/aws/dynamo-key-store.ts';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { powertoolsLog } from '../../functions/aws/powertools-log.ts';
import { sqsQueue } from '../../functions/aws/sqs-queue.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import { defaultRetention } from '../../functions/core/job-record.ts';
import type { Ports } from '../../functions/core/ports.ts';
import { jobs } from '../../functions/jobs/index.ts';
import { createWorker } from '../../functions/worker/worker.ts';
import { invocationContext } from '../../local/dispatch/invocation-context.ts';
import { sourceOf } from '../../local/dispatch/source-arn.ts';
import { noMetrics } from '../../local/no-metrics.ts';
import { createQueues } from '../../test/support/targets/create-queues.ts';
import { createTable } from '../../test/support/targets/create-table.ts';
import { MemoryPauses } from '../../testing/world/memory-pauses.ts';
import { type AwsCall, countedClients } from './counted-clients.ts';
import { workOffBatch } from './event-source.ts';

/** The real functions on a table and a queue of their own, with every call that they make noted. */
export interface BudgetWorld {
  readonly calls: readonly AwsCall[];
  /** Has one `demo` job accepted. */
  enqueue(payload: object): Promise<void>;
  workOffBatch(): Promise<void>;
  close(): Promise<void>;
}

const settings = { name: 'budget', timeout: 30_000, memory: 512 };
const key = 'errand_budget';

export async function budgetWorld(): Promise<BudgetWorld> {
  // What is not the functions' own is done by clients that nobody counts.
  const [counted, uncounted] = [countedClients(), countedClients()];
  const name = `budget-${randomUUID()}`;
  await createTable(uncounted.dynamo, name);
  const limits = { visibilitySeconds: 50, receiveLimit: 100 };
  const urls = await createQueues(uncounted.sqs, name, limits);
  const portsOn = ({ dynamo, sqs }: typeof counted): Ports => ({
    store: dynamoStore({
      name,
      client: dynamo,
      once: dynamo,
      shards: { due: 4, timeline: 4 },
      clock: systemClock,
      random: Math.random,
    }),
    queue: sqsQueue({ client: sqs, urls: { demo: urls }, clock: systemClock, random: Math.random }),
    clock: systemClock,
    log: powertoolsLog(),
    retention: defaultRetention,
    random: Math.random,
  });
  await dynamoKeyStore({ client: uncounted.dynamo, name }).putKey(hash('sha256', key, 'hex'), {
    tenant: 'default',
    scopes: ['enqueue'],
  });
  const ports = portsOn(counted);
  const pauses = new MemoryPauses([]);
  const api = createApi({
    ...ports,
    pauses,
    jobs,
    description: bundledDescription(),
    calendar: lazyCalendar(),
    longestWait: 0,
    longestPostWait: 0,
  });
  const worker = createWorker({ ...ports, jobs, metrics: noMetrics, sourceOf });
  const context = () => invocationContext(randomUUID(), settings);
  return {
    calls: counted.calls,
    enqueue: async (payload) => {
      const { statusCode, body } = await api(postJob(payload), context());
      if (statusCode !== 202) throw new Error(`Expected 202, got ${statusCode}: ${body}`);
    },
    workOffBatch: () =>
      workOffBatch(uncounted.sqs, urls.url, async (event) => worker(event, context())),
    close: async () => {
      await uncounted.dynamo.send(new DeleteTableCommand({ TableName: name }));
      for (const { close } of [counted, uncounted]) close();
    },
  };
}

/** As API Gateway sends it, as far as the function looks at it. */
function postJob(payload: object): APIGatewayProxyEvent {
  const event = {
    httpMethod: 'POST',
    path: '/jobs',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'jobs' },
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'demo', payload }),
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), path: '/v1/jobs', stage: 'v1' },
  };
  return event as unknown as APIGatewayProxyEvent;
}
