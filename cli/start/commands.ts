import type { Command } from '@commander-js/extra-typings';
import { examples } from '../output/examples.ts';
import type { Surroundings } from '../surroundings.ts';

/** `errand start`. */
export function addStart(errand: Command, { environment }: Surroundings): void {
  errand
    .command('start')
    .description('runs the server on this machine, with the job types of the working folder')
    .addHelpText(
      'after',
      examples('errand start', 'PORT=4000 ERRAND_DATA=/var/lib/errand errand start'),
    )
    .action(async () => {
      // Loaded for this command alone: the server is most of the code.
      const { runServer } = await import('../../local/run-server.ts');
      await runServer({ environment, args: [] }, process);
    });
}
