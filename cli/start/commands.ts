import type { Command } from '@commander-js/extra-typings';
import type { Surroundings } from '../surroundings.ts';

/** `errand start`. */
export function addStart(errand: Command, { environment }: Surroundings): void {
  errand
    .command('start')
    .description('runs the server on this machine, with the job types of the working folder')
    .option('--watch', 'loads job code anew when a file changes')
    .addHelpText('after', examples)
    .action(async ({ watch = false }) => {
      // Loaded for this command alone: the server is most of the code.
      const { runServer } = await import('../../local/run-server.ts');
      await runServer({ environment, args: watch ? ['--watch'] : [] }, process);
    });
}

const examples = `
Examples:
  $ errand start
  $ PORT=4000 ERRAND_DATA=/var/lib/errand errand start
`;
