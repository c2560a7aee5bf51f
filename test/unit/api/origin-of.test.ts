import { describe, expect, it } from 'vitest';
import type { ApiEvent } from '../../../functions/api/api-event.ts';
import { originOf } from '../../../functions/api/origin-of.ts';
import { eventOf } from './api-world.ts';

const own = '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01';
const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';

function traceOf(headers: Record<string, string>, traceparent?: () => string | undefined) {
  const event = eventOf('POST', '/jobs', { headers });
  const origin = originOf(event as ApiEvent, traceparent === undefined ? {} : { traceparent });
  return origin.traceparent;
}

describe('the trace of a new job', () => {
  it("is the caller's, if it says where it is", () => {
    expect(traceOf({ Traceparent: given }, () => own)).toBe(given);
  });

  it("is the request's own if the caller says nothing, or nothing that is a trace", () => {
    expect(traceOf({}, () => own)).toBe(own);
    expect(traceOf({ traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }, () => own)).toBe(
      own,
    );
  });

  it('is none where requests are not traced', () => {
    expect(traceOf({})).toBeUndefined();
    expect(traceOf({}, () => undefined)).toBeUndefined();
  });
});
