import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';

/** `errand jobs cancel`. */
export function addCancelJob(jobs: Command, surroundings: Surroundings): void {
  const command = jobs
    .command('cancel')
    .description('cancels a job that waits, and asks one that runs to end')
    .argument('<id>', 'of the job');
  withServer(command)
    .addHelpText('after', help)
    .action(async (id, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const job = await client.cancel(id, call);
      if (json) return surroundings.out(jsonText(job));
      surroundings.err(
        job.status === 'cancelled'
          ? `Job ${job.id} is cancelled\n`
          : `Job ${job.id} is running and has been asked to end: errand jobs wait ${job.id} shows how it does\n`,
      );
    });
}

const help = examples('errand jobs cancel $JOB');
