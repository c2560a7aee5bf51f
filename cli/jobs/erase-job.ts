import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';

/** `errand jobs erase`. */
export function addEraseJob(jobs: Command, surroundings: Surroundings): void {
  const command = jobs
    .command('erase')
    .description('erases payload, result, tags and error of a job that is over, for good')
    .argument('<id>', 'of the job');
  withServer(command)
    .addHelpText('after', examples('errand jobs erase $JOB'))
    .action(async (id, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      await client.erase(id, call);
      if (json) surroundings.out(jsonText({ id, erased: true }));
      else surroundings.err(`Job ${id} is erased: what is left says that it ran\n`);
    });
}
