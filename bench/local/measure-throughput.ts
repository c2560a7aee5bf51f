import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, openConnection } from '../support/connection.ts';
import { type ProcessorTime, processorTime } from './processor-time.ts';
import type { BenchServer } from './start-server.ts';

export interface Load {
  readonly jobs: number;
  /** Each sends its next job when the one before is answered. */
  readonly connections: number;
}

export interface Throughput {
  /** From the first call until all jobs have succeeded. */
  readonly jobsPerSecond: number;
  /** From the first call until all are answered, while workers take their part of the machine. */
  readonly enqueuesPerSecond: number;
  /** Milliseconds for each job. Undefined where it cannot be known. */
  readonly processor: ProcessorTime | undefined;
}

/** No run takes longer. */
const longestRun = 120_000;
/** One that a call can ask for. */
const mostIds = 100;

/** Jobs that do nothing, each by a call of its own. Rejects unless every one of them succeeds. */
export async function measureThroughput(server: BenchServer, load: Load): Promise<Throughput> {
  const connections = await openAll(server, load.connections);
  const [watcher] = connections;
  if (watcher === undefined) throw new RangeError('Expected at least one connection');
  const before = await countSucceeded(watcher);

  const usedBefore = processorTime(server.pid);
  const started = performance.now();
  const ids = await sendAll(connections, load.jobs, '{"type":"demo","payload":{}}');
  const answered = performance.now();
  while ((await countSucceeded(watcher)) - before < load.jobs) {
    if (performance.now() - started > longestRun) throw new Error('The jobs did not end in time');
    await pause(10);
  }
  const ended = performance.now();
  const usedAfter = processorTime(server.pid);

  // The count comes from the statistics; the records have the last word.
  await checkAll(watcher, ids);
  for (const connection of connections) connection.close();
  return {
    jobsPerSecond: (load.jobs / (ended - started)) * 1_000,
    enqueuesPerSecond: (load.jobs / (answered - started)) * 1_000,
    processor: usedBefore && usedAfter && perJob(usedBefore, usedAfter, load.jobs),
  };
}

function perJob(before: ProcessorTime, after: ProcessorTime, jobs: number): ProcessorTime {
  return {
    server: (after.server - before.server) / jobs,
    workers: (after.workers - before.workers) / jobs,
    client: (after.client - before.client) / jobs,
  };
}

/** Jobs whose message is not delivered within the measurement: the same writes, and no worker runs. */
export async function measureEnqueues(server: BenchServer, load: Load): Promise<number> {
  const connections = await openAll(server, load.connections);
  const started = performance.now();
  await sendAll(connections, load.jobs, '{"type":"demo","payload":{},"delay":"15m"}');
  const answered = performance.now();
  for (const connection of connections) connection.close();
  return (load.jobs / (answered - started)) * 1_000;
}

function openAll({ url, key }: BenchServer, count: number): Promise<readonly Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(url, key)));
}

async function sendAll(
  connections: readonly Connection[],
  jobs: number,
  body: string,
): Promise<readonly string[]> {
  const answers: string[] = [];
  let left = jobs;
  const sendSome = async (connection: Connection) => {
    while (left > 0) {
      left -= 1;
      const answer = await connection.call('POST', '/jobs', { body });
      if (answer.status !== 202) throw new Error(`Expected 202, got ${JSON.stringify(answer)}`);
      answers.push(answer.body);
    }
  };
  await Promise.all(connections.map(sendSome));
  return answers.map((answer) => JSON.parse(answer).id);
}

async function countSucceeded(connection: Connection): Promise<number> {
  const { body } = await connection.call('GET', '/stats?minutes=60');
  const { minutes }: { minutes: { types: Record<string, { succeeded: number }> }[] } =
    JSON.parse(body);
  return minutes.reduce((sum, { types }) => sum + (types.demo?.succeeded ?? 0), 0);
}

async function checkAll(connection: Connection, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += mostIds) {
    const some = ids.slice(from, from + mostIds);
    const { body } = await connection.call('GET', `/jobs?ids=${some.join(',')}`);
    const { jobs }: { jobs: { status: string }[] } = JSON.parse(body);
    const succeeded = jobs.filter(({ status }) => status === 'succeeded');
    if (succeeded.length < some.length) {
      throw new Error(`Expected ${some.length} jobs to have succeeded, got ${succeeded.length}`);
    }
  }
}
