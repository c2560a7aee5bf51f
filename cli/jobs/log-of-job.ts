import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { logText } from './log-text.ts';

/** `errand jobs logs`. */
export function addLogOfJob(jobs: Command, surroundings: Surroundings): void {
  const { out, err } = surroundings;
  const command = jobs
    .command('logs')
    .description('prints the last 100 lines that a job has logged, or where they are')
    .argument('<id>', 'of the job');
  withServer(command)
    .addHelpText('after', examples('errand jobs logs $JOB', 'errand jobs logs $JOB --json'))
    .action(async (id, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const log = await client.logs(id, call);
      if (json) return out(jsonText(log));
      out(logText(log.lines, surroundings));
      if (log.url !== undefined) out(`${log.url}\n`);
      if (log.url === undefined && log.lines.length === 0) err(`Job ${id} has logged nothing\n`);
    });
}
