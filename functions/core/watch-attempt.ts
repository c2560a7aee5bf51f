import type { Clock } from './clock.ts';
import { second } from './duration.ts';

export type EndReason = 'timeout' | 'cancel' | 'shutdown' | 'deadline';

/** What the outside has to say to an attempt. */
export interface AttemptSignals {
  /** Fires when a cancel was seen. */
  readonly cancelled: AbortSignal;
  /** Fires when the process is asked to end. */
  readonly shutdown: AbortSignal;
  /** When the function's time is over, by this machine's clock. */
  readonly deadline: number;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Resolves when `run` has gone on for longer than it may after its signal. */
  readonly overrun: Promise<void>;
  reason(): EndReason | undefined;
  stop(): void;
}

/** Left of the function's time when an attempt is told to end, to settle it and its neighbours. */
export const deadlineMargin = 3 * second;
/** How long `run` may go on after its signal. After a cancel: until its timeout, for it may still succeed. */
const grace = { timeout: second, deadline: second, shutdown: 10 * second };

const errors = {
  timeout: ['TimeoutError', "The job's timeout is over"],
  cancel: ['CancelError', 'The job was cancelled'],
  shutdown: ['ShutdownError', 'The worker is shutting down; the job will be run again'],
  deadline: ['DeadlineError', "The function's time is nearly over"],
} as const;

/** One signal for all reasons an attempt has to end. The first that comes is the reason. */
export function watchAttempt(clock: Clock, timeout: number, signals: AttemptSignals): Watch {
  const controller = new AbortController();
  const watching = new AbortController();
  const overrun = Promise.withResolvers<void>();
  let first: EndReason | undefined;

  const end = async (reason: EndReason) => {
    if (watching.signal.aborted) return;
    if (first === undefined) {
      first = reason;
      controller.abort(endError(reason));
    }
    // A cancelled job goes on until one of the others comes.
    if (reason === 'cancel') return;
    await clock.wait(grace[reason], watching.signal);
    overrun.resolve();
  };
  const stopListening = [
    onAbort(signals.cancelled, () => end('cancel')),
    onAbort(signals.shutdown, () => end('shutdown')),
  ];
  // Both have the same grace, so whichever comes first is all there is to wait for.
  const left = Math.max(0, signals.deadline - deadlineMargin - clock.now());
  const reason = timeout <= left ? 'timeout' : 'deadline';
  void clock.wait(Math.min(timeout, left), watching.signal).then(() => end(reason));

  return {
    signal: controller.signal,
    overrun: overrun.promise,
    reason: () => first,
    stop: () => {
      // With a reason: the one that Node would make has a stack, which costs more than all the rest here.
      watching.abort('over');
      for (const stop of stopListening) stop();
    },
  };
}

function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) queueMicrotask(listener);
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

function endError(reason: EndReason): Error {
  const [name, message] = errors[reason];
  return Object.assign(new Error(message), { name });
}
