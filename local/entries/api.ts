import { jobs } from '#jobs';
import { createApi } from '../../functions/api/api.ts';
import type { ApiPorts } from '../../functions/api/api-ports.ts';
import { bundledDescription } from '../../functions/api/bundled-description.ts';
import { lazyCalendar } from '../../functions/calendar/lazy-calendar.ts';
import { fixedScheduleFaults } from '../../functions/core/fixed-schedules.ts';
import { type Advance, clockApi } from '../http/clock-api.ts';
import type { ApiFunction } from '../http/http-listener.ts';

export const { queues } = jobs;

const calendar = lazyCalendar();

/** A sentence for each schedule in code that cannot be. */
export async function scheduleFaults(): Promise<readonly string[]> {
  return fixedScheduleFaults(jobs, await calendar());
}

/** Writes the files that the API serves beside its bundle. */
export async function describe(folder: string): Promise<void> {
  const { writeDescription } = await import('../../functions/openapi/write-description.ts');
  writeDescription(jobs, folder);
}

export function create(
  ports: Omit<ApiPorts, 'jobs' | 'calendar' | 'description'>,
  advance?: Advance,
): ApiFunction {
  const api = createApi({ ...ports, jobs, calendar, description: bundledDescription() });
  if (advance === undefined) return api;
  const clock = clockApi(ports, advance);
  return (event, context) =>
    event.path === '/clock/advance' ? clock(event, context) : api(event, context);
}
