import { fork } from 'node:child_process';
import type { SentLine } from '../local-ports.ts';
import { answerCalls, type CalledPorts } from './answer-calls.ts';
import { deathOf } from './death-of.ts';
import type { EnvironmentArgument } from './environment-argument.ts';
import type { FromEnvironment, Invocation, ToEnvironment } from './wire.ts';

/** How an invocation ended. */
export type Ending =
  | { readonly how: 'returned'; readonly response: unknown }
  | { readonly how: 'threw'; readonly error: string }
  /** Its environment ended with it. */
  | { readonly how: 'died'; readonly reason: string };

export interface EnvironmentOptions {
  /** The bundle that the process runs. */
  readonly bundle: string;
  readonly argument: EnvironmentArgument;
  readonly ports: CalledPorts;
  /** Gets what jobs have logged. */
  keepLines(lines: readonly SentLine[]): void;
  /** Gets what the job code writes to stderr. */
  passOn(text: Uint8Array): void;
}

/** A process of its own, which one job after the other may loop in, exit or exhaust. */
export interface Environment {
  /** True: it runs. False: it ended before it could do anything. */
  readonly ready: Promise<boolean>;
  /** Resolves with the reason when the process has ended and all that it sent has been carried out. */
  readonly gone: Promise<string>;
  /** One at a time. */
  invoke(invocation: Invocation): Promise<Ending>;
  /** Fires the signal of the jobs under way. */
  shutDown(): void;
  kill(): void;
}

/** Milliseconds that the code may take to load. */
const longestInit = 30_000;

export function startEnvironment(options: EnvironmentOptions): Environment {
  const { bundle, argument, ports, keepLines, passOn } = options;
  const child = fork(bundle, [JSON.stringify(argument)], {
    execArgv: ['--enable-source-maps', `--max-old-space-size=${argument.heapLimit}`],
    // Keeps `undefined` and is as fast as JSON.
    serialization: 'advanced',
    // The last is for the watching thread's last words.
    stdio: ['ignore', 'inherit', 'pipe', 'ipc', 'pipe'],
  });
  const { timeout } = argument.function;
  const send = (message: ToEnvironment) => void child.send(message, ignoreClosed);
  const answer = answerCalls(ports, (answers) => send({ kind: 'answers', answers }));
  const ready = Promise.withResolvers<boolean>();
  let end: ((ending: Ending) => void) | undefined;
  let verdict: string | undefined;
  let death: Ending | undefined;

  child.on('message', (message: FromEnvironment | undefined | null) => {
    // Job code, or a library of it, may send messages of its own.
    switch (message?.kind) {
      case 'calls':
        return answer(message.calls);
      case 'lines':
        return keepLines(message.lines);
      case 'ready':
        return ready.resolve(true);
      case 'threw':
        return end?.({ how: 'threw', error: message.error });
      case 'returned':
        return end?.({ how: 'returned', response: message.response });
    }
  });
  // Job code may close the channel; then nothing can reach the process any more.
  child.on('disconnect', () => void child.kill('SIGKILL'));
  child.stderr?.on('data', passOn);
  const killFor = (reason: string) => {
    verdict = reason;
    child.kill('SIGKILL');
  };
  const init = setTimeout(() => killFor('its code took over 30 s to load'), longestInit);
  void ready.promise.then(() => clearTimeout(init));
  const gone = deathOf(child).then((reason) => verdict ?? reason);
  void gone.then((reason) => {
    ready.resolve(false);
    death = { how: 'died', reason };
    end?.(death);
  });

  return {
    ready: ready.promise,
    gone,
    invoke: async (invocation) => {
      if (death !== undefined) return death;
      const ended = Promise.withResolvers<Ending>();
      end = ended.resolve;
      const deadline = setTimeout(
        () => killFor(`Task timed out after ${(timeout / 1_000).toFixed(2)} seconds`),
        timeout,
      );
      send({ kind: 'invoke', invocation });
      const ending = await ended.promise;
      clearTimeout(deadline);
      end = undefined;
      return ending;
    },
    shutDown: () => send({ kind: 'shutdown' }),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A message to a process that has just ended: its end is reported by itself. */
function ignoreClosed(): void {}
