import { styleText } from 'node:util';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCompletion } from './completion/commands.ts';
import type { ServerPlace } from './connection/find-server.ts';
import { addDev } from './dev/commands.ts';
import { exitCodesHelp } from './exit-codes.ts';
import { addInit } from './init/commands.ts';
import { addJobs } from './jobs/commands.ts';
import { addKeys } from './keys/commands.ts';
import { addOpen } from './open/commands.ts';
import { ownVersion } from './own-version.ts';
import { addQueues } from './queues/commands.ts';
import { reportError } from './report-error.ts';
import { addSchedules } from './schedules/commands.ts';
import { addStart } from './start/commands.ts';
import { addStats } from './stats/commands.ts';
import type { Surroundings } from './surroundings.ts';
import { addTypes } from './types/commands.ts';

/** Runs one command line, and answers the exit code. Errors are lines on stderr, never a stack. */
export async function program(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const errand = commandTree(args.includes('--no-color') ? plain(surroundings) : surroundings);
  let place: ServerPlace = {};
  errand.hook('preAction', (_, command) => {
    place = command.opts();
  });
  try {
    await errand.parseAsync(withListAsDefault(args, errand), { from: 'user' });
    return 0;
  } catch (error) {
    return reportError(error, surroundings, place);
  }
}

/** All commands, in the order of their help. */
export function commandTree(surroundings: Surroundings) {
  const { out, err, colours, columns, screen } = surroundings;
  const errand = new Command('errand')
    .description('Background jobs: looks at them, starts and steers them, and runs the server')
    .configureOutput({
      writeOut: out,
      writeErr: err,
      getOutHasColors: () => colours,
      getErrHasColors: () => screen?.colours === true,
      getOutHelpWidth: () => columns ?? 100,
      getErrHelpWidth: () => screen?.columns ?? 100,
    })
    .configureHelp(helpStyle)
    .version(ownVersion(), '-v, --version', 'shows the version')
    .helpOption('-h, --help', 'shows the help of a command')
    .addHelpText('after', exitCodesHelp)
    .exitOverride();
  errand.commandsGroup('Server:');
  addInit(errand, surroundings);
  addDev(errand, surroundings);
  addStart(errand, surroundings);
  addOpen(errand, surroundings);
  errand.commandsGroup('Jobs:');
  addJobs(errand, surroundings);
  addSchedules(errand, surroundings);
  addQueues(errand, surroundings);
  addTypes(errand, surroundings);
  addStats(errand, surroundings);
  errand.commandsGroup('Operator:');
  addKeys(errand, surroundings);
  errand.commandsGroup('Shell:');
  addCompletion(errand, surroundings);
  hint(errand, 'errand');
  return errand.helpCommand('help [command]', 'shows the help of a command');
}

/** What a mistake on the command line is followed by: the help that has what was meant. */
function hint(command: CommandUnknownOpts, name: string): void {
  const isGroup = command.commands.length > 0;
  command.showHelpAfterError(
    isGroup
      ? `(${name} --help shows the commands; options come after the command)`
      : `(${name} --help shows its arguments and options)`,
  );
  for (const some of command.commands) hint(some, `${name} ${some.name()}`);
}

function plain({ screen, ...surroundings }: Surroundings): Surroundings {
  return { ...surroundings, colours: false, screen: screen && { ...screen, colours: false } };
}

const bold = (text: string) => styleText('bold', text, { validateStream: false });
const helpStyle = { styleTitle: bold, styleSubcommandText: bold };

/** A group whose name stands alone lists: `errand queues` is `errand queues list`. */
function withListAsDefault(args: readonly string[], errand: CommandUnknownOpts): string[] {
  const [name = '', next = '-'] = args;
  const group = errand.commands.find((command) => command.name() === name);
  const lists = group?.commands.some((command) => command.name() === 'list');
  const asksForHelp = next === '--help' || next === '-h';
  return lists && next.startsWith('-') && !asksForHelp
    ? [name, 'list', ...args.slice(1)]
    : [...args];
}
