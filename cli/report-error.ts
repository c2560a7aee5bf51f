import { CommanderError } from '@commander-js/extra-typings';
import { isBusy, NoAnswerError, type Problem, RefusedError } from '../client/errors.ts';
import { reasonOf } from '../client/try-once.ts';
import { keyOrigin, type ServerPlace } from './connection/find-server.ts';
import { CommandEnd, type ExitCode, exitCodes } from './exit-codes.ts';
import { visibleLines } from './output/visible.ts';
import { type Surroundings, UsageError } from './surroundings.ts';

/** Says on stderr what went wrong, and answers how the command ends. `place` is what the command was told. */
export function reportError(
  error: unknown,
  surroundings: Pick<Surroundings, 'err' | 'environment'>,
  place: ServerPlace,
): ExitCode {
  // The library has written it already. Help that was asked for is no error.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const { code, message } = endOf(error);
  const keyRefused = error instanceof RefusedError && error.status === 401;
  const told = keyRefused ? `${message}\n  ${keyOrigin(place, surroundings)}` : message;
  if (told !== '') surroundings.err(`errand: ${visibleLines(told)}\n`);
  return code;
}

interface End {
  readonly code: ExitCode;
  readonly message: string;
}

function endOf(error: unknown): End {
  if (error instanceof RefusedError) {
    const { problem } = error;
    const code = isBusy(error) ? exitCodes.noAnswer : exitCodes.failed;
    return { code, message: problemText(problem) };
  }
  const message = error instanceof Error ? error.message : `${error}`;
  if (error instanceof CommandEnd) return { code: error.exitCode, message };
  if (error instanceof UsageError) return { code: exitCodes.usage, message };
  if (error instanceof NoAnswerError) {
    return { code: exitCodes.noAnswer, message: noAnswerText(error) };
  }
  // Of the signal that Ctrl-C fires.
  if (isAbort(error)) return { code: exitCodes.interrupted, message: '' };
  return { code: exitCodes.failed, message };
}

/** Title and code, then each place that is wrong, or what to do. */
function problemText({ title, code, detail, errors = [] }: Problem): string {
  const faults = errors.map((fault) => `${fault.pointer ?? fault.parameter}: ${fault.detail}`);
  return [`${title} (${code})`, ...(faults.length > 0 ? faults : [detail])].join('\n  ');
}

/** What a person at a terminal can do about it. */
function noAnswerText({ url, call, status, cause }: NoAnswerError): string {
  if (status === undefined) {
    const path = call.slice(call.indexOf(' ') + 1);
    return `No server answers at ${url}${path} (${reasonOf(cause)}): start one on this machine with errand dev, or say where it is with --url or ERRAND_URL`;
  }
  // No JSON at all: a page, whatever its status is.
  const says = cause === undefined ? `, it says ${status}` : '';
  return `What answers at ${url} is not Errand's API${says}: look at --url and ERRAND_URL`;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
