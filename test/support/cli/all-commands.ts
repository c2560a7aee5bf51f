import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { commandTree } from '../../../cli/program.ts';
import type { Surroundings } from '../../../cli/surroundings.ts';

const nowhere: Surroundings = {
  out: () => {},
  err: () => {},
  environment: {},
  now: () => 0,
  colours: false,
};

export interface CommandFound {
  /** As it is typed: `errand jobs list`. */
  readonly name: string;
  readonly command: CommandUnknownOpts;
}

/** Every command that does something, but those that only shells call. */
export function allCommands(): readonly CommandFound[] {
  return leavesOf(commandTree(nowhere), 'errand');
}

function leavesOf(command: CommandUnknownOpts, name: string): readonly CommandFound[] {
  if (command.commands.length === 0) return [{ name, command }];
  const visible = command.createHelp().visibleCommands(command);
  return command.commands
    .filter((some) => visible.includes(some))
    .flatMap((some) => leavesOf(some, `${name} ${some.name()}`));
}
