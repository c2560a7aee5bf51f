import type { Origin } from '../core/enqueue.ts';
import { parseTraceparent } from '../core/traceparent.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { headerOf } from './header.ts';

/** A caller that says where it is in a trace of its own is believed; else the request's own trace counts. */
export function originOf(event: ApiEvent, ports: Pick<ApiPorts, 'traceparent'>): Origin {
  const { tenant, requestId } = event;
  const given = headerOf(event, 'traceparent');
  const isGiven = given !== undefined && parseTraceparent(given) !== undefined;
  const traceparent = isGiven ? given : ports.traceparent?.();
  return { tenant, requestId, depth: 0, ...(traceparent !== undefined && { traceparent }) };
}
