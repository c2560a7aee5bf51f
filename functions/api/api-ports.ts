import type { JobLogs } from '../core/job-lines.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { SchedulePorts } from '../core/plan-schedules.ts';
import type { QueuePauses } from '../core/queue-pauses.ts';
import type { Changed } from '../core/wait-for-job.ts';
import type { Description } from './bundled-description.ts';
import type { Access } from './caller-of.ts';
import type { RateLimit } from './middleware/rate-limit.ts';
import type { WaitLimit } from './wait-limit.ts';

/** All that the API knows of the world. */
export interface ApiPorts extends SchedulePorts {
  readonly jobs: JobRegistry;
  readonly pauses: QueuePauses;
  readonly logs: JobLogs;
  readonly description: Description;
  /** Milliseconds that a `GET` waits at most, whatever it prefers. */
  readonly longestWait: number;
  /** Milliseconds that a `POST` waits at most. */
  readonly longestPostWait: number;
  /** Those whose pages may call the API. @default - none */
  readonly origins?: readonly string[];
  /** Of each caller's requests in this environment. @default - none */
  readonly rateLimit?: RateLimit;
  /** Of callers who wait in this environment. @default - none: one of Lambda has one caller at a time */
  readonly waits?: WaitLimit;
  /** How callers are known, beside their keys. @default - by keys alone */
  readonly access?: Omit<Access, 'keys'>;
  /** Without it, whoever waits looks again and again. */
  readonly changed?: Changed;
  /** Of the request under way, by W3C Trace Context; undefined if it is in no trace. @default - none is */
  traceparent?(): string | undefined;
}
