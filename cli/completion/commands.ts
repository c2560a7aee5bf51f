import { Argument, type Command } from '@commander-js/extra-typings';
import type { Surroundings } from '../surroundings.ts';
import { completionsOf } from './completions.ts';
import { knownValues } from './known-values.ts';
import { type Shell, shellScripts } from './shell-scripts.ts';

/** `errand completion`, and `complete`, which the shells ask. */
export function addCompletion(errand: Command, surroundings: Surroundings): void {
  const { out } = surroundings;
  errand
    .command('completion')
    .description('prints what a shell has to run so that it completes commands and options')
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .addHelpText('after', examples)
    .action((shell) => out(shellScripts[shell]));

  errand
    .command('complete', { hidden: true })
    .description('what a begun line can become, one a line')
    .argument('[words...]')
    .action(async (words) => {
      const known = knownValues(words, surroundings);
      for (const { value, description } of await completionsOf(errand, words, known)) {
        out(`${value}\t${description}\n`);
      }
    });
}

const shells = Object.keys(shellScripts) as readonly Shell[];

const examples = `
Examples:
  $ source <(errand completion bash)                                      # in ~/.bashrc
  $ source <(errand completion zsh)                                       # in ~/.zshrc, after compinit
  $ errand completion fish > ~/.config/fish/completions/errand.fish
`;
