import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { exponential } from '../core/backoff.ts';
import { defineJob } from '../core/define-job.ts';
import { PermanentError, RetryLater } from '../core/job-error.ts';

const outcomes = ['succeed', 'throw', 'permanent', 'loop', 'exit', 'memory'] as const;

/** For trying things out: sleeps, then ends in whichever way the payload asks for. */
export const demo = defineJob({
  name: 'demo',
  queue: 'demo',
  retry: { attempts: 3, backoff: exponential({ from: '1s', to: '1m' }) },
  timeout: '10s',
  input: v.pipe(
    v.strictObject({
      lines: v.optional(
        v.pipe(
          v.array(v.string()),
          v.maxLength(200),
          v.description('What each attempt logs, before it sleeps.'),
        ),
        [],
      ),
      sleepMs: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(0),
          v.maxValue(3_600_000),
          v.description('Milliseconds to sleep first. From 10,000 on the attempt times out.'),
        ),
      ),
      outcome: v.optional(
        v.pipe(v.picklist(outcomes), v.description('What to do after the sleep.')),
        'succeed',
      ),
      failures: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(0),
          v.maxValue(1_000),
          v.description('That many attempts throw before one does its outcome.'),
        ),
      ),
      retryInMs: v.optional(
        v.pipe(
          v.number(),
          v.integer(),
          v.minValue(0),
          v.maxValue(366 * 86_400_000),
          v.description('Milliseconds from one of these failures to the next attempt.'),
        ),
      ),
      echo: v.optional(v.pipe(v.unknown(), v.description('Any JSON value: the result holds it.'))),
    }),
    v.metadata({ examples: [{ echo: 'hello' }] }),
  ),

  async run({ lines, sleepMs = 0, outcome, failures = 0, retryInMs, echo }, { job, log, signal }) {
    for (const [n, line] of lines.entries()) log.info(line, { line: n + 1 });
    if (sleepMs > 0) await sleep(sleepMs, signal);
    if (job.attempt <= failures) {
      const message = `Attempt ${job.attempt} fails, as the payload asks for ${failures} failures`;
      throw retryInMs === undefined
        ? new Error(message)
        : new RetryLater(`${retryInMs}ms`, message);
    }
    endings[outcome]();
    // The payload says what to give back; the trace that the job is in comes on top.
    return { echo, ...(job.traceparent !== undefined && { traceparent: job.traceparent }) };
  },
});

/** A job that listens to its signal is cancelled within seconds; one that does not runs to its end. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

const endings: Readonly<Record<(typeof outcomes)[number], () => void>> = {
  succeed() {},
  throw() {
    throw new Error('The payload asks for an error');
  },
  permanent() {
    throw new PermanentError('The payload asks for an error that no further attempt can mend');
  },
  // Holds the thread, so that neither the timeout nor a cancel can reach the job.
  loop() {
    for (;;);
  },
  exit() {
    process.exit(1);
  },
  // Arrays of fractions lie in V8's heap, which has a limit. Buffers would lie outside it.
  memory() {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(100_000).fill(hoard.length + 0.5));
  },
};
