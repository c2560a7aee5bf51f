import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../../functions/core/define-job.ts';
import { enqueueJobs } from '../../../functions/core/enqueue.ts';
import { PermanentError } from '../../../functions/core/job-error.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { Outcome } from '../../../functions/core/settle.ts';
import type { Trace } from '../../../functions/core/trace.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { type Code, testJobs } from '../../support/protocol/test-jobs.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

interface Shown {
  readonly claimed: JobRecord;
  readonly outcome?: Outcome;
  readonly at?: number;
}

/** Records what it is told; each attempt becomes the parent of what comes after it. */
function recordingTrace() {
  const shown: Shown[] = [];
  const trace: Trace = {
    begin(claimed) {
      if (claimed.traceparent === undefined) return undefined;
      const place = shown.push({ claimed }) - 1;
      return {
        traceparent: childOf(place + 1),
        end: (outcome, at) => {
          shown[place] = { claimed, outcome, at };
        },
      };
    },
  };
  return { trace, shown };
}

function childOf(attempt: number): string {
  return `00-0af7651916cd43dd8448eb211c80319c-000000000000000${attempt}-01`;
}

async function run(code: Code, given: { trace?: Trace; traceparent?: string; runAt?: number }) {
  const world = createWorld();
  const seen: (string | undefined)[] = [];
  const kit = testJobs(
    () => world.clock.now(),
    (payload, context) => {
      seen.push(context.job.traceparent);
      return code(payload, context);
    },
  );
  const { trace, runAt, ...origin } = given;
  const now = world.clock.now();
  await enqueueJobs(world.ports, { tenant: 'acme', requestId: 'r1', depth: 0, ...origin }, [
    { type: kit.task, payload: {}, tags: [], ...(runAt !== undefined && { runAt: now + runAt }) },
  ]);
  const ports = trace === undefined ? world.ports : { ...world.ports, trace };
  await new Platform({ ...world, ports }, kit.jobs).drain();
  return { world, seen, records: world.store.all() };
}

const quiet: Code = () => null;

describe('the attempts of a job with a trace', () => {
  it('are shown from claim to end, each with its outcome', async () => {
    const { trace, shown } = recordingTrace();

    const { world } = await run(
      async (_, { job }) => {
        if (job.attempt === 1) throw new Error('no luck');
      },
      { trace, traceparent },
    );

    expect(shown).toMatchObject([
      { claimed: { type: 'task', attempt: 1, traceparent }, outcome: { status: 'retrying' } },
      { claimed: { type: 'task', attempt: 2, traceparent }, outcome: { status: 'succeeded' } },
    ]);
    for (const { claimed, at } of shown) {
      expect(at).toBeGreaterThanOrEqual(claimed.startedAt ?? Number.POSITIVE_INFINITY);
      expect(at).toBeLessThanOrEqual(world.clock.now());
    }
  });

  it('are shown with the error that ended the job', async () => {
    const { trace, shown } = recordingTrace();

    await run(
      () => {
        throw new PermanentError('never');
      },
      { trace, traceparent },
    );

    expect(shown).toMatchObject([
      { outcome: { status: 'failed', error: { code: 'permanent', message: 'never' } } },
    ]);
  });

  it('are in that trace a month later as well', async () => {
    const { trace, shown } = recordingTrace();

    await run(quiet, { trace, traceparent, runAt: 30 * 24 * 3_600_000 });

    expect(shown).toMatchObject([{ claimed: { traceparent } }]);
  });

  it('are the parents of what their code calls, and of the jobs that it enqueues', async () => {
    const { trace, shown } = recordingTrace();

    const { seen, records } = await run((_, { enqueue }: JobContext) => enqueue('child', null), {
      trace,
      traceparent,
    });

    expect(seen).toEqual([childOf(1)]);
    expect(shown).toMatchObject([{ claimed: { type: 'task' } }, { claimed: { type: 'child' } }]);
    expect(records.find(({ type }) => type === 'child')).toMatchObject({
      traceparent: childOf(1),
    });
  });
});

describe('the code of a job', () => {
  it('is told the trace of its request where nothing is traced', async () => {
    const { seen } = await run(quiet, { traceparent });

    expect(seen).toEqual([traceparent]);
  });

  it('is told of no trace if the request has none', async () => {
    const { trace, shown } = recordingTrace();

    const { seen } = await run(quiet, { trace });

    expect(seen).toEqual([undefined]);
    expect(shown).toEqual([]);
  });
});

describe('the lines about changes of status', () => {
  it('have the id of the trace', async () => {
    const { world } = await run(quiet, { traceparent });

    const lines = world.log.filter(({ fields }) => 'status' in fields);
    expect(lines.map(({ fields }) => fields.status)).toEqual(['queued', 'running', 'succeeded']);
    for (const { fields } of lines) expect(fields.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('have none where there is no trace', async () => {
    const { world } = await run(quiet, {});

    for (const { fields } of world.log) expect(fields).not.toHaveProperty('traceId');
  });
});
