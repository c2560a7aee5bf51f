import { retryDelay } from './backoff.ts';
import { type JobContext, type JobType, longestResult } from './define-job.ts';
import { minute, second } from './duration.ts';
import type { ErrorCode, JobError, RetryLater } from './job-error.ts';
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
}

type Ending =
  | { readonly how: 'returned'; readonly value: unknown }
  | { readonly how: 'threw'; readonly error: unknown }
  /** It went on after its signal had fired, for longer than it may. */
  | { readonly how: 'overran' };

/** Runs the code of one attempt and says how it ended. Never rejects, never touches the store. */
export async function runJob(ports: Ports, run: Run): Promise<Outcome> {
  const validated = await validate(run);
  if (!validated.ok) return failed(ports, run, 'invalid-payload', validated.error);

  const watch = watchAttempt(ports.clock, run.type.timeout, run.signals);
  const context: JobContext = { ...run.context, signal: watch.signal };
  const work = start(() => validated.run(context));
  const ending = await Promise.race([work, watch.overrun.then(() => overran)]);
  watch.stop();
  return outcomeOf(ports, run, { ending, reason: watch.reason() });
}

const overran: Ending = { how: 'overran' };

/** A `run` that throws before its first await is no different from one that throws later. */
async function start(work: () => Promise<unknown>): Promise<Ending> {
  try {
    return { how: 'returned', value: await work() };
  } catch (error) {
    return { how: 'threw', error };
  }
}

async function validate({ type, payload }: Run) {
  try {
    const validated = await type.validate(payload);
    if (validated.ok) return validated;
    const faults = validated.issues.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
    return { ok: false as const, error: new Error(faults.join('; ')) };
  } catch (error) {
    return { ok: false as const, error };
  }
}

function outcomeOf(
  ports: Ports,
  run: Run,
  { ending, reason }: { ending: Ending; reason: EndReason | undefined },
): Outcome {
  if (ending.how === 'returned') return returned(ports, run, ending.value);
  const error = ending.how === 'threw' ? ending.error : undefined;
  if (reason === 'cancel') return { status: 'cancelled' };
  if (isNamed(error, 'PermanentError')) return failed(ports, run, 'permanent', error);
  if (reason === 'shutdown') return { status: 'interrupted' };
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
    return new TypeError(`run returned what JSON cannot hold: ${String(error)}`);
  }
}

function retryOrFail(
  ports: Ports,
  run: Run,
  { code, error }: { code: ErrorCode; error: unknown },
): Outcome {
  const { record, type } = run;
  if (record.attempt >= record.maxAttempts) return failed(ports, run, code, error);
  const delay = isNamed(error, 'RetryLater')
    ? (error as RetryLater).delay
    : retryDelay(type.backoff, record.attempt, ports.random);
  return { status: 'retrying', error: jobError(ports, run, code, error), delay };
}

function failed(ports: Ports, run: Run, code: ErrorCode, error: unknown): Outcome {
  return { status: 'failed', error: jobError(ports, run, code, error) };
}

/** Characters kept of an error's message. */
const longestMessage = 8_000;

function jobError({ clock }: Ports, { record }: Run, code: ErrorCode, error: unknown): JobError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    code,
    name: name.slice(0, 100),
    message: message.slice(0, longestMessage),
    attempt: record.attempt,
    at: clock.now(),
  };
}

/** By name: the job's module may hold a copy of the class of its own. */
function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

class TimedOut extends Error {
  override readonly name = 'TimeoutError';

  constructor({ type }: Run, reason: 'timeout' | 'deadline') {
    const limit =
      type.timeout >= minute ? `${type.timeout / minute} m` : `${type.timeout / second} s`;
    super(
      reason === 'timeout'
        ? `The attempt was still running after its timeout of ${limit}`
        : `The attempt was still running when its function's time was over, before its timeout of ${limit}`,
    );
  }
}
