import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { jobSheet } from './job-sheet.ts';

/** `errand jobs show`. */
export function addShowJob(jobs: Command, surroundings: Surroundings): void {
  const command = jobs
    .command('show')
    .description('shows all there is of a job: payload, result, error, history')
    .argument('<id>', 'of the job');
  withServer(command)
    .addHelpText('after', help)
    .action(async (id, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const job = await client.get(id, call);
      surroundings.out(json ? jsonText(job) : jobSheet(job, surroundings));
    });
}

const help = examples('errand jobs show $JOB', "errand jobs show $JOB --json | jq '.error'");
