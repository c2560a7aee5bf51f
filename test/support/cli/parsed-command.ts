import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { commandTree } from '../../../cli/program.ts';

/** Which command a command line is for, without it being run. Rejects if its words are not understood. */
export async function parsedCommand(words: readonly string[]): Promise<string> {
  let name = '';
  const errand = commandTree({
    out: () => {},
    err: () => {},
    environment: {},
    now: () => 0,
    colours: false,
  });
  record(errand, 'errand', (called) => {
    name = called;
  });
  await errand.parseAsync([...words], { from: 'user' });
  return name;
}

function record(command: CommandUnknownOpts, name: string, called: (name: string) => void): void {
  if (command.commands.length === 0) command.action(() => called(name));
  for (const some of command.commands) record(some, `${name} ${some.name()}`, called);
}
