import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attemptTrace, requestTrace } from '../../../functions/aws/tracing.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { Log } from '../../../functions/core/log.ts';

const traceId = '5759e988bd862e3fe1be46a994272793';
const claimed: JobRecord = {
  id: 'job-1',
  tenant: 'acme',
  type: 'send-mail',
  queue: 'mail',
  status: 'running',
  ticket: 1,
  hash: 'h',
  attempt: 2,
  maxAttempts: 3,
  createdAt: 1_900_000_000_000,
  startedAt: 1_900_000_001_500,
  requestId: 'r1',
  depth: 0,
  tags: [],
  history: [],
  traceparent: `00-${traceId}-53995c3f42cd8ad8-01`,
};
const ended = 1_900_000_003_250;

interface Segment {
  readonly id: string;
  readonly [field: string]: unknown;
}

let daemon: Socket;
let received: string[];
let warnings: string[];
const log: Log = {
  debug() {},
  info() {},
  warn: (message, fields) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
  error() {},
};

beforeEach(async () => {
  received = [];
  warnings = [];
  daemon = createSocket('udp4');
  daemon.on('message', (message) => void received.push(message.toString()));
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
});
afterEach(() => daemon.close());

function traced(address = `127.0.0.1:${daemon.address().port}`) {
  return attemptTrace({ TRACING: 'xray', AWS_XRAY_DAEMON_ADDRESS: address }, log);
}

/** What the daemon got, in the order sent. */
async function segments(count: number): Promise<readonly Segment[]> {
  await vi.waitFor(() => expect(received).toHaveLength(count));
  return received.map((document) => {
    const [header, segment = ''] = document.split('\n');
    expect(header).toBe('{"format":"json","version":1}');
    return JSON.parse(segment) as Segment;
  });
}

describe('an attempt in X-Ray', () => {
  it('is a segment of the trace of its request, sent when it begins and when it ends', async () => {
    const { trace } = await traced();

    const span = trace?.begin(claimed);
    span?.end({ status: 'succeeded', result: '{"secret":1}' }, ended);

    const [begun, done] = await segments(2);
    const common = {
      name: 'send-mail',
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      parent_id: '53995c3f42cd8ad8',
      start_time: 1_900_000_001.5,
    };
    const annotations = { jobId: 'job-1', tenant: 'acme', queue: 'mail', attempt: 2 };
    expect(begun).toEqual({ ...common, annotations, in_progress: true });
    expect(done).toEqual({
      ...common,
      id: begun?.id,
      annotations: { ...annotations, outcome: 'succeeded' },
      end_time: 1_900_000_003.25,
    });
    expect(span?.traceparent).toBe(`00-${traceId}-${begun?.id}-01`);
  });

  it('that failed has a fault, with an error that is cut', async () => {
    const { trace } = await traced();
    const error = {
      code: 'threw',
      name: 'TypeError',
      message: 'x'.repeat(8_000),
      attempt: 2,
      at: ended,
    } as const;

    trace?.begin(claimed)?.end({ status: 'retrying', error, delay: 1 }, ended);

    const [, done] = await segments(2);
    expect(done).toMatchObject({
      fault: true,
      annotations: { outcome: 'retrying' },
      cause: {
        exceptions: [
          {
            id: expect.stringMatching(/^[0-9a-f]{16}$/),
            type: 'TypeError',
            message: `threw: ${'x'.repeat(993)}`,
          },
        ],
      },
    });
  });

  it.each(['cancelled', 'interrupted'] as const)('that was %s has no fault', async (status) => {
    const { trace } = await traced();

    trace?.begin(claimed)?.end({ status }, ended);

    const [, done] = await segments(2);
    expect(done).toMatchObject({ annotations: { outcome: status } });
    expect(done).not.toHaveProperty('fault');
  });

  it.each([
    ['a trace that is not recorded', `00-${traceId}-53995c3f42cd8ad8-00`],
    ['no trace', undefined],
    ['something else in its place', 'nonsense'],
  ])('is not sent for a job with %s', async (_, traceparent) => {
    const { trace } = await traced();
    const { traceparent: _own, ...job } = claimed;

    const span = trace?.begin({ ...job, ...(traceparent !== undefined && { traceparent }) });
    trace?.begin(claimed);

    // The one behind it has arrived, and nothing came before.
    expect(await segments(1)).toMatchObject([{ in_progress: true }]);
    expect(span).toBeUndefined();
  });

  it('does no harm where nobody listens', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    other.close();
    const { trace } = await traced(`127.0.0.1:${port}`);

    const span = trace?.begin(claimed);
    span?.end({ status: 'cancelled' }, ended);

    expect(span?.traceparent).toContain(traceId);
  });

  it('goes to the part of an address that is for UDP', async () => {
    const { trace } = await traced(`tcp:127.0.0.1:1 udp:127.0.0.1:${daemon.address().port}`);

    trace?.begin(claimed);

    expect(await segments(1)).toHaveLength(1);
  });

  it.each(['', 'nowhere', '127.0.0.1:0', '127.0.0.1:99999', 'tcp:127.0.0.1:2000'])(
    "is not traced with the address '%s', which the log says",
    async (address) => {
      expect(await traced(address)).toEqual({});
      expect(warnings).toEqual([expect.stringContaining(`got '${address}'`)]);
    },
  );

  it('is not traced unless the stack asks for it', async () => {
    expect(await attemptTrace({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' }, log)).toEqual({});
    expect(warnings).toEqual([]);
  });
});

describe('the trace of a request', () => {
  const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';

  it('is that of the invocation under way', () => {
    const environment: Record<string, string> = { TRACING: 'xray' };
    const { traceparent } = requestTrace(environment);

    const before = traceparent?.();
    environment._X_AMZN_TRACE_ID = header;

    expect(before).toBeUndefined();
    expect(traceparent?.()).toBe(claimed.traceparent);
  });

  it('is none unless the stack asks for it, though Lambda always has one', () => {
    expect(requestTrace({ _X_AMZN_TRACE_ID: header })).toEqual({});
  });
});
