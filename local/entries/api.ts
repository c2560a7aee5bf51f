import { jobs } from '#jobs';
import { createApi } from '../../functions/api/api.ts';
import type { ApiPorts } from '../../functions/api/api-ports.ts';
import { type Advance, clockApi } from '../http/clock-api.ts';
import type { ApiFunction } from '../http/http-listener.ts';

export const { queues } = jobs;

export function create(ports: Omit<ApiPorts, 'jobs'>, advance?: Advance): ApiFunction {
  const api = createApi({ ...ports, jobs });
  if (advance === undefined) return api;
  const clock = clockApi(ports, advance);
  return (event, context) =>
    event.path === '/clock/advance' ? clock(event, context) : api(event, context);
}
