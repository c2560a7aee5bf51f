import { measureAnswers } from './local/measure-answers.ts';
import { measureDisk } from './local/measure-disk.ts';
import { measurePolled, measureWaited } from './local/measure-latency.ts';
import { measureEnqueues, measureThroughput, type Throughput } from './local/measure-throughput.ts';
import { type BenchServer, withServer } from './local/start-server.ts';
import { benchOptions } from './support/bench-options.ts';
import { type Figure, quantile } from './support/figure.ts';
import { thisMachine } from './support/machine.ts';
import { printReport } from './support/print-report.ts';

// The local server as `npm start` runs it, through its HTTP API: how fast it is ready, answers and works.
const { json, numbers } = benchOptions({ rounds: 5, jobs: 10_000, connections: 32 });
const { rounds, ...load } = numbers;
const lightJobs = 100;

const machine = thisMachine();
const figures = [...(await measureStarts()), ...(await withServer(measureServer))];
printReport({ machine, settings: { ...numbers, 'at light load': lightJobs }, figures }, json);

/** Each on a server of its own. */
async function measureStarts(): Promise<readonly Figure[]> {
  const ready: number[] = [];
  const first: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await withServer(async (server) => {
      ready.push(server.readyAfter);
      first.push(...(await measureAnswers(server, 1)));
    });
  }
  const what = '202 for the example CSV, the first call of a new server';
  return [
    { what: 'ready after', unit: 'ms', values: ready, target: { atMost: 2_000 } },
    { what, unit: 'ms', values: first, target: { atMost: 20 } },
  ];
}

async function measureServer(server: BenchServer): Promise<readonly Figure[]> {
  const [, ...warm] = await measureAnswers(server, 21);
  await measureThroughput(server, { ...load, jobs: 2_000 });
  const polled = await inRounds(() => measurePolled(server, lightJobs));
  const waited = await inRounds(() => measureWaited(server, lightJobs));
  const disk: number[] = [];
  const worked = await inRounds(() => {
    disk.push(quantile(measureDisk(), 0.5));
    return measureThroughput(server, load);
  });
  const accepted = await inRounds(() => measureEnqueues(server, load));
  return [
    { what: '202 for the example CSV, warm', unit: 'ms', values: warm, target: { atMost: 20 } },
    ...latencies('enqueue to done, asked each ms', polled, 6),
    ...latencies('enqueue to done, `Prefer: wait`', waited),
    {
      what: 'jobs enqueued and done',
      unit: '/s',
      values: worked.map(({ jobsPerSecond }) => jobsPerSecond),
      target: { atLeast: 1_500 },
    },
    {
      what: 'jobs enqueued, while workers run',
      unit: '/s',
      values: worked.map(({ enqueuesPerSecond }) => enqueuesPerSecond),
    },
    { what: 'jobs enqueued, while none runs', unit: '/s', values: accepted },
    { what: 'disk: 16 kB made durable, between the rounds: p50', unit: 'ms', values: disk },
    ...processorTimes(worked),
  ];
}

/** What else the machine does changes these least. The server's is the limit: it has one thread. */
function processorTimes(worked: readonly Throughput[]): readonly Figure[] {
  const known = worked.map(({ processor }) => processor).filter((used) => used !== undefined);
  if (known.length === 0) return [];
  return (['server', 'workers', 'client'] as const).map((name) => ({
    what: `processor time of a job: ${name}`,
    unit: 'ms',
    values: known.map((used) => used[name]),
  }));
}

function latencies(
  what: string,
  times: readonly (readonly number[])[],
  p50AtMost?: number,
): readonly Figure[] {
  const at = (share: number) => times.map((round) => quantile(round, share));
  const target = p50AtMost === undefined ? {} : { target: { atMost: p50AtMost } };
  return [
    { what: `${what}: p50`, unit: 'ms', values: at(0.5), ...target },
    { what: `${what}: p99`, unit: 'ms', values: at(0.99) },
  ];
}

async function inRounds<Result>(measure: () => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await measure());
  return results;
}
