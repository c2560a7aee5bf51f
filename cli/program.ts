import { Command, CommanderError } from '@commander-js/extra-typings';
import { addInit } from './init/commands.ts';
import { addKeys } from './keys/commands.ts';
import { addStart } from './start/commands.ts';
import { type Surroundings, UsageError } from './surroundings.ts';

/**
 * Runs one command line, and answers the exit code: 0 done, 1 it could not be done, 2 the command line was
 * wrong. Errors are one line on stderr.
 */
export async function program(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const errand = new Command('errand')
    .description('Background jobs: what an operator does beside the API')
    .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err })
    .showHelpAfterError('(errand --help shows what there is)')
    .exitOverride();
  addInit(errand, surroundings);
  addStart(errand, surroundings);
  addKeys(errand, surroundings);
  try {
    await errand.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, surroundings);
  }
}

function exitCodeOf(error: unknown, { err }: Surroundings): number {
  // The library has written it already. Help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  err(`errand: ${error instanceof Error ? error.message : error}\n`);
  return error instanceof UsageError ? 2 : 1;
}
