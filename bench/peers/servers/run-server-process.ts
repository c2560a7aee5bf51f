import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ServerCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly logFile: string;
  readonly options?: SpawnOptions;
  /** Stands in the log once the server takes calls. */
  readonly readyLine: RegExp;
}

const longestStart = 120_000;

/** Resolves when the server is ready, with how to end it. Rejects with its log if it does not get there. */
export async function runServerProcess(command: ServerCommand): Promise<() => Promise<void>> {
  const log = openSync(command.logFile, 'a');
  const child = spawn(command.program, command.arguments, {
    ...command.options,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  const stop = async () => {
    process.off('exit', end);
    // SIGINT: PostgreSQL ends its connections instead of waiting for them.
    child.kill('SIGINT');
    await ended;
  };
  const deadline = performance.now() + longestStart;
  while (performance.now() < deadline && child.exitCode === null) {
    if (command.readyLine.test(readFileSync(command.logFile, 'utf8'))) return stop;
    await pause(20);
  }
  await stop();
  throw new Error(`${command.program} did not start:\n${readFileSync(command.logFile, 'utf8')}`);
}
