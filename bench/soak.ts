import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchServer, withServer } from './local/start-server.ts';
import { startSteadyLoad } from './soak/steady-load.ts';
import { type Sample, type Trend, trendOf } from './soak/trend.ts';
import { benchOptions } from './support/bench-options.ts';
import { thisMachine } from './support/machine.ts';
import { childrenOf, processFigures } from './support/process-figures.ts';

// A local server at a steady rate: memory and open handles have to stay where they are. Needs Linux's /proc.
const { json, numbers } = benchOptions({ minutes: 60, rate: 20 });
const { minutes, rate } = numbers;
const megabyte = 1024 * 1024;
const mostSamples = 360;
const longestSettling = 60_000;
/** What the server holds open for each: its errors, its messages, its last words. */
const pipesOfWorker = 3;

interface Reading {
  readonly minutes: number;
  /** Processes that run jobs: as many as are needed. */
  readonly workers: number;
  readonly serverMemory: number;
  readonly workerMemory: number;
  /** Without the pipes to its workers: a worker more is no leak. */
  readonly serverHandles: number;
  readonly workerHandles: number;
  readonly database: number;
}

await withServer(async (server) => {
  const load = startSteadyLoad(server, rate);
  const readings: Reading[] = [];
  const started = performance.now();
  while (performance.now() - started < minutes * 60_000) {
    await pause(Math.max(1_000, (minutes * 60_000) / mostSamples));
    readings.push(await read(server, (performance.now() - started) / 60_000));
  }
  await load.end();
  const waiting = await waitingAtEnd(server);
  report(readings, { accepted: load.accepted(), refused: load.refused, waiting });
});

/** Of the workers the largest figure, since their number may change. */
async function read({ pid, folder }: BenchServer, at: number): Promise<Reading> {
  const server = processFigures(pid);
  const workers = (await childrenOf(pid)).flatMap((child) => processFigures(child) ?? []);
  return {
    minutes: at,
    workers: workers.length,
    serverMemory: (server?.memory ?? 0) / megabyte,
    workerMemory: Math.max(0, ...workers.map(({ memory }) => memory)) / megabyte,
    serverHandles: (server?.handles ?? 0) - workers.length * pipesOfWorker,
    workerHandles: Math.max(0, ...workers.map(({ handles }) => handles)),
    database: statSync(join(folder, 'data', 'errand.db')).size / megabyte,
  };
}

/** Jobs that still wait or run, once the load has ended and there was time for them. */
async function waitingAtEnd({ url, key }: BenchServer): Promise<number> {
  const end = performance.now() + longestSettling;
  for (;;) {
    const headers = { Authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}/queues`, { headers });
    // The shape of `GET /queues`.
    const { queues } = (await answer.json()) as { queues: Record<string, number>[] };
    const left = queues.reduce(
      (sum, { waiting = 0, delayed = 0, inFlight = 0 }) => sum + waiting + delayed + inFlight,
      0,
    );
    if (left === 0 || performance.now() > end) return left;
    await pause(500);
  }
}

interface Counts {
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly waiting: number;
}

function report(readings: readonly Reading[], counts: Counts): void {
  const trend = (name: keyof Reading, bounds: { share: number; least: number }): Trend =>
    trendOf(
      readings.map((reading): Sample => ({ minutes: reading.minutes, value: reading[name] })),
      bounds,
    );
  const trends = {
    'server, MB': trend('serverMemory', { share: 0.1, least: 10 }),
    'worker, MB': trend('workerMemory', { share: 0.1, least: 10 }),
    'server, handles': trend('serverHandles', { share: 0.05, least: 2 }),
    'worker, handles': trend('workerHandles', { share: 0.05, least: 2 }),
  };
  const workers = readings.map((reading) => reading.workers);
  const processes = { least: Math.min(...workers), most: Math.max(...workers) };
  const flat = Object.values(trends).every((each) => each.flat);
  // It has to grow: it keeps every job for 30 days. So it is shown, and not judged.
  const database = { first: readings.at(0)?.database ?? 0, last: readings.at(-1)?.database ?? 0 };
  if (json) {
    console.log(
      JSON.stringify({
        minutes,
        rate,
        ...counts,
        flat,
        trends,
        database,
        workers: processes,
        machine: thisMachine(),
        readings,
      }),
    );
  } else {
    console.log(`${minutes} min at ${rate} jobs/s: ${JSON.stringify(counts)}`);
    console.table(trends);
    console.log(`workers: ${processes.least} to ${processes.most}`);
    console.log(`database: ${database.first.toFixed(1)} MB to ${database.last.toFixed(1)} MB`);
    console.log(flat ? 'flat' : 'NOT FLAT');
  }
  if (!flat || Object.keys(counts.refused).length > 0 || counts.waiting > 0) process.exitCode = 1;
}
