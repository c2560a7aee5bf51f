import type { RateLimit } from '../functions/api/middleware/rate-limit.ts';
import { second } from '../functions/core/duration.ts';
import type { JobLogs } from '../functions/core/job-lines.ts';
import type { Ports } from '../functions/core/ports.ts';
import type { QueuePauses } from '../functions/core/queue-pauses.ts';
import type { Changed } from '../functions/core/wait-for-job.ts';
import type { Build } from './build-functions.ts';
import type { EndableClock } from './clock/endable-clock.ts';
import type { SqsFunction } from './dispatch/in-process.ts';
import { invocationContext } from './dispatch/invocation-context.ts';
import { sourceOf } from './dispatch/source-arn.ts';
import type { Advance } from './http/clock-api.ts';
import type { ApiFunction } from './http/http-listener.ts';
import { noMetrics } from './no-metrics.ts';

export interface HandlerPorts extends Ports {
  /** For those who wait on behalf of a client. */
  readonly apiClock: EndableClock;
  readonly changed: Changed;
  readonly pauses: QueuePauses;
  readonly logs: JobLogs;
  readonly origins: readonly string[];
  readonly rateLimit: RateLimit;
  /** JSON of the issuer whose tokens are taken. */
  readonly tokenIssuer: string | undefined;
  /** Present while the clock is virtual. */
  readonly advance: Advance | undefined;
}

/** The functions that run in the server's own process. */
export interface Handlers {
  readonly api: ApiFunction;
  readonly deadLetter: SqsFunction;
  readonly scheduler: () => Promise<void>;
}

/** Nothing stands between client and function, so a `POST` may wait as long as a `GET`. */
const longestWait = 20 * second;
const schedulerSettings = { name: 'errand-scheduler', timeout: 60_000, memory: 256 };

export function handlersOf(build: Build, ports: HandlerPorts): Handlers {
  const { apiClock, changed, pauses, logs, origins, rateLimit, tokenIssuer, advance, ...common } =
    ports;
  const waits = { changed, longestWait, longestPostWait: longestWait };
  const deadLetter = build.deadLetter.create({ ...common, metrics: noMetrics, sourceOf });
  const scheduler = build.scheduler.create(common);
  return {
    api: build.api.create(
      { ...common, pauses, logs, origins, rateLimit, tokenIssuer, clock: apiClock, ...waits },
      advance,
    ),
    deadLetter: (event, context) => deadLetter(event, context),
    async scheduler() {
      for (let shard = 0; shard < ports.store.dueShards; shard += 1) {
        // Under the name of the run before, which is over or dead: its lease is this one's.
        await scheduler({ shard }, invocationContext('scheduler', schedulerSettings));
      }
    },
  };
}
