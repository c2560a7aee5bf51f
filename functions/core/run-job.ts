import { retryDelay, wholeDelay } from './backoff.ts';
import type { JobContext, JobType } from './define-job.ts';
import { describeError, isNamed, stackOf } from './describe-error.ts';
import { durationText } from './duration-text.ts';
import { type ErrorCode, GoOnLater, type JobError } from './job-error.ts';
import { longestResult } from './job-limits.ts';
import type { JobRecord } from './job-record.ts';
import type { Ports } from './ports.ts';
import type { Outcome } from './settle.ts';
import { type AttemptSignals, type EndReason, watchAttempt } from './watch-attempt.ts';

export interface Run {
  readonly type: JobType;
  readonly record: JobRecord;
  readonly payload: unknown;
  readonly signals: AttemptSignals;
  /** All of the job's context but its signal. */
  readonly context: Omit<JobContext, 'signal'>;
  /** Ends what the code began and did not wait for. Rejects if a part of it failed. */
  finish(): Promise<void>;
  /** Told if the code goes on although its attempt is over. `work` resolves when it has ended after all. */
  goesOn(work: Promise<unknown>): void;
}

type Ending =
  | { readonly how: 'returned'; readonly value: unknown }
  | { readonly how: 'threw'; readonly error: unknown }
  | { readonly how: 'refused'; readonly error: Error }
  /** It went on after its signal had fired, for longer than it may. */
  | { readonly how: 'overran' };

const overran: Ending = { how: 'overran' };

/** Runs the code of one attempt and says how it ended. Never rejects, never touches the store. */
export async function runJob(ports: Ports, run: Run): Promise<Outcome> {
  const watch = watchAttempt(ports.clock, run.type.timeout, run.signals);
  const work = execute(run, watch.signal);
  const ending = await Promise.race([work, watch.overrun.then(() => overran)]);
  watch.stop();
  if (ending === overran) run.goesOn(work);
  // Whatever of it is still under way has no attempt to belong to any more.
  run.finish().catch(() => {});
  return withStack(outcomeOf(ports, run, { ending, reason: watch.reason() }), ending);
}

/** Validation belongs to it: a schema is the user's code as well, and may take its time. */
async function execute(run: Run, signal: AbortSignal): Promise<Ending> {
  try {
    const validated = await run.type.validate(run.payload);
    if (!validated.ok) {
      const faults = validated.issues.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
      return { how: 'refused', error: new Error(faults.join('; ')) };
    }
    const value = await validated.run({ ...run.context, signal });
    await run.finish();
    return { how: 'returned', value };
  } catch (error) {
    return { how: 'threw', error };
  }
}

function outcomeOf(
  ports: Ports,
  run: Run,
  { ending, reason }: { ending: Ending; reason: EndReason | undefined },
): Outcome {
  if (ending.how === 'returned') return returned(ports, run, ending.value);
  if (ending.how === 'refused') return failed(ports, run, 'invalid-payload', ending.error);
  const error = ending.how === 'threw' ? ending.error : undefined;
  if (reason === 'cancel') return { status: 'cancelled' };
  if (isNamed(error, 'PermanentError')) return failed(ports, run, 'permanent', error);
  if (reason === 'shutdown' || error instanceof GoOnLater) return { status: 'interrupted' };
  if (reason === 'timeout' || reason === 'deadline') {
    return retryOrFail(ports, run, { code: 'timed-out', error: new TimedOut(run, reason) });
  }
  return retryOrFail(ports, run, { code: 'threw', error });
}

function returned(ports: Ports, run: Run, value: unknown): Outcome {
  const text = resultText(value);
  if (text instanceof Error) return failed(ports, run, 'permanent', text);
  const bytes = Buffer.byteLength(text);
  if (bytes <= longestResult) return { status: 'succeeded', result: text };
  const message = `The result is ${bytes} bytes of JSON, over the limit of ${longestResult}: store it elsewhere and return where it is`;
  return failed(ports, run, 'result-too-large', new RangeError(message));
}

function resultText(value: unknown): string | Error {
  try {
    return JSON.stringify(value ?? null) ?? 'null';
  } catch (error) {
    return new TypeError(`run returned what JSON cannot hold: ${describeError(error).message}`);
  }
}

function retryOrFail(
  ports: Ports,
  run: Run,
  { code, error }: { code: ErrorCode; error: unknown },
): Outcome {
  const { record, type } = run;
  if (record.attempt >= record.maxAttempts) return failed(ports, run, code, error);
  const delay =
    wholeDelay(delayIn(error)) ?? retryDelay(type.backoff, record.attempt, ports.random);
  return { status: 'retrying', error: jobError(ports, run, code, error), delay };
}

/** Whatever a `RetryLater` has there, which need not be our class: a getter of it may throw. */
function delayIn(error: unknown): unknown {
  try {
    return isNamed(error, 'RetryLater') && 'delay' in error ? error.delay : undefined;
  } catch {
    return undefined;
  }
}

function failed(ports: Ports, run: Run, code: ErrorCode, error: unknown): Outcome {
  return { status: 'failed', error: jobError(ports, run, code, error) };
}

/** Of what the code threw, and of nothing else: the other errors are ours. */
function withStack(outcome: Outcome, ending: Ending): Outcome {
  if (ending.how !== 'threw' || !('error' in outcome)) return outcome;
  if (outcome.error.code === 'timed-out') return outcome;
  const stack = stackOf(ending.error);
  return stack === undefined ? outcome : { ...outcome, error: { ...outcome.error, stack } };
}

/** Characters kept of an error's message. */
const longestMessage = 8_000;

function jobError({ clock }: Ports, { record }: Run, code: ErrorCode, error: unknown): JobError {
  const { name, message } = describeError(error);
  return {
    code,
    name: name.slice(0, 100),
    message: message.slice(0, longestMessage),
    attempt: record.attempt,
    at: clock.now(),
  };
}

class TimedOut extends Error {
  override readonly name = 'TimeoutError';

  constructor({ type }: Run, reason: 'timeout' | 'deadline') {
    const limit = durationText(type.timeout);
    super(
      reason === 'timeout'
        ? `The attempt was still running after its timeout of ${limit}`
        : `The attempt was still running when its function's time was over, before its timeout of ${limit}`,
    );
  }
}
