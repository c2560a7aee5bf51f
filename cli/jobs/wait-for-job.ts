import type { Command } from '@commander-js/extra-typings';
import { parseDuration } from '../../functions/core/duration.ts';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { readDuration } from '../read-values.ts';
import type { Surroundings } from '../surroundings.ts';
import { followJob } from './follow-job.ts';
import { reportEnd } from './report-end.ts';

/** `errand jobs wait`. */
export function addWaitForJob(jobs: Command, surroundings: Surroundings): void {
  const command = jobs
    .command('wait')
    .description('waits for the end of a job, and prints its result')
    .argument('<id>', 'of the job')
    .option(
      '--timeout <duration>',
      'no longer than this (default: as long as it takes)',
      readDuration,
    );
  withServer(command)
    .addHelpText('after', help)
    .action(async (id, { timeout, json = false, ...place }) => {
      const session = await openClient(place, surroundings);
      const longest = timeout === undefined ? undefined : parseDuration(timeout);
      const job = await session.client.get(id, session.call);
      reportEnd(await followJob(job, session, longest), surroundings, { json });
    });
}

const help = `${examples('errand jobs wait $JOB > result.json', [
  'errand jobs wait $JOB --timeout 5m || echo $?',
  '3: failed, 5: not over',
])}
The result goes to stdout, all else to stderr.
`;
