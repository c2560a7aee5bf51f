import { jobs } from '#jobs';
import { defaultRetention } from '../../functions/core/job-record.ts';
import type { Ports } from '../../functions/core/ports.ts';
import type { Queue } from '../../functions/core/queue.ts';
import { realWait } from '../../functions/real-wait.ts';
import { jobsOfQueue } from '../../functions/system-jobs/jobs-of-queue.ts';
import { createWorker } from '../../functions/worker/worker.ts';
import { systemClock } from '../clock/local-clock.ts';
import { consoleLog } from '../console-log.ts';
import { sourceOf } from '../dispatch/source-arn.ts';
import type { EnvironmentArgument } from '../environments/environment-argument.ts';
import { turnBuffer } from '../environments/line-buffer.ts';
import { lineSender } from '../environments/line-sender.ts';
import { watchParent } from '../environments/parent-watch.ts';
import { remotePorts } from '../environments/remote-ports.ts';
import { remoteStore } from '../environments/remote-store.ts';
import { serveInvocations } from '../environments/serve-invocations.ts';
import { noMetrics } from '../no-metrics.ts';

const argument: EnvironmentArgument = JSON.parse(process.argv[2] ?? '{}');
watchParent({ parent: argument.server, residentLimit: argument.residentLimit, lastWords: 4 });

// A log that nobody reads any more is no reason to end a job.
process.stdout.on('error', () => {});

const shutdown = new AbortController();
const remote = remotePorts((calls) => process.send?.({ kind: 'calls', calls }));
// The server's time as of the invocation under way: while one is, a virtual clock stands still.
let serverTime = 0;
const now = argument.virtualClock ? () => serverTime : systemClock.now;

const lines = lineSender((sent) => process.send?.({ kind: 'lines', lines: sent }));
// Code that ends the process has mostly said why.
process.once('exit', () => lines.flush());

const ports: Ports = {
  store: remoteStore(remote, argument.dueShards),
  queue: remote.port<Queue>('queue'),
  clock: { now, wait: realWait },
  log: consoleLog({
    write: turnBuffer((lines) => void process.stdout.write(lines)),
    now,
    dates: argument.virtualClock,
    colours: argument.colours,
  }),
  lines,
  retention: defaultRetention,
  random: Math.random,
};
const worker = createWorker({
  ...ports,
  jobs: jobsOfQueue(argument.queue, ports, jobs),
  metrics: noMetrics,
  sourceOf,
  shutdown: shutdown.signal,
});

serveInvocations({
  settings: argument.function,
  handle: async (event, context) => worker(event, context),
  begin: (time) => {
    serverTime = time;
  },
  settle: remote.settle,
  shutDown: () => shutdown.abort(),
});
