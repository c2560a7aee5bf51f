import { jobs } from '#jobs';
import { createApi } from '../../functions/api/api.ts';
import type { ApiPorts } from '../../functions/api/api-ports.ts';
import { bundledDescription } from '../../functions/api/bundled-description.ts';
import { lazyTokens } from '../../functions/api/tokens/lazy-tokens.ts';
import { waitLimit } from '../../functions/api/wait-limit.ts';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import { fixedScheduleFaults } from '../../functions/core/fixed-schedules.ts';
import { checkRegistry } from '../../functions/core/job-registry.ts';
import { queueFaults } from '../../functions/core/queue-faults.ts';
import type { ExampleJob } from '../../functions/openapi/example-job.ts';
import { type Advance, clockApi } from '../http/clock-api.ts';
import type { ApiFunction } from '../http/http-listener.ts';

checkRegistry(jobs);
export const { queues } = jobs;
/** Of the job types. */
export const names: readonly string[] = Object.keys(jobs.types);

const calendar = lazyCalendar();
/** Each looks for its job at least once a second, beside the timers and the connection that it has. */
const mostWaits = 1_000;

/** A sentence for each setting of a queue, and each schedule in code, that cannot be. */
export async function faults(): Promise<readonly string[]> {
  return [...queueFaults(jobs), ...fixedScheduleFaults(jobs, await calendar())];
}

/** Writes the files that the API serves beside its bundle, and answers a job to try things with. */
export async function describe(folder: string): Promise<ExampleJob | undefined> {
  const [{ writeDescription }, { exampleJob }] = await Promise.all([
    import('../../functions/openapi/write-description.ts'),
    import('../../functions/openapi/example-job.ts'),
  ]);
  writeDescription(jobs, folder);
  return exampleJob(jobs);
}

export interface LocalApiPorts
  extends Omit<ApiPorts, 'jobs' | 'calendar' | 'access' | 'description'> {
  /** JSON of the issuer whose tokens are taken. */
  readonly tokenIssuer: string | undefined;
}

export function create(ports: LocalApiPorts, advance?: Advance): ApiFunction {
  const access = lazyTokens(ports.tokenIssuer, ports.clock);
  const api = createApi({
    ...ports,
    jobs,
    calendar,
    access,
    description: bundledDescription(),
    waits: waitLimit(mostWaits),
  });
  if (advance === undefined) return api;
  const clock = clockApi(ports, advance);
  return (event, context) =>
    event.path === '/clock/advance' ? clock(event, context) : api(event, context);
}
