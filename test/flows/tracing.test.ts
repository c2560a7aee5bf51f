import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());
const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
/** Where attempts are traced, the parent is the attempt; the trace is the same everywhere. */
const sameTrace = {
  traceparent: expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)),
};

describe.concurrent("the caller's trace", () => {
  it('arrives in the job, in every attempt', async () => {
    const { id } = await client.enqueue(
      { type: 'demo', payload: { failures: 1 } },
      { traceparent },
    );

    const done = await client.waitFor(id, 'succeeded');

    expect(done).toMatchObject({ attempt: 2, result: sameTrace });
  });

  it('arrives in a job that waits for a time first', async () => {
    const { id } = await client.enqueue(
      { type: 'demo', payload: {}, delay: '1s' },
      { traceparent },
    );

    const done = await client.waitFor(id, 'succeeded');

    expect(done.result).toMatchObject(sameTrace);
  });

  it('is not asked for: a header that is none is no fault', async () => {
    const { id } = await client.enqueue(
      { type: 'demo', payload: { echo: 'untraced' } },
      { traceparent: 'nonsense' },
    );

    const done = await client.waitFor(id, 'succeeded');

    expect(done.result).toMatchObject({ echo: 'untraced' });
    expect(JSON.stringify(done.result)).not.toContain('nonsense');
  });
});
