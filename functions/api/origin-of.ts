import type { Origin } from '../core/enqueue.ts';
import type { ApiEvent } from './api-event.ts';
import { headerOf } from './header.ts';

/** Version, trace, parent and flags of W3C Trace Context. */
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

export function originOf(event: ApiEvent): Origin {
  const { tenant, requestId } = event;
  const traceparent = headerOf(event, 'traceparent');
  const isTraced = traceparent !== undefined && traceparentForm.test(traceparent);
  return { tenant, requestId, depth: 0, ...(isTraced && { traceparent }) };
}
