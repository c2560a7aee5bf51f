import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import { wholeNumber } from '../read-values.ts';
import type { Surroundings } from '../surroundings.ts';
import { statsTable, stepOfTable } from './stats-table.ts';

/** `errand stats`. */
export function addStats(errand: Command, surroundings: Surroundings): void {
  const { out, err } = surroundings;
  const command = errand
    .command('stats')
    .description('counts how attempts ended, for each job type')
    .option(
      '--minutes <number>',
      'that many, the one under way included',
      wholeNumber(1, 1_440),
      60,
    )
    .option(
      '--step <number>',
      'with --json: minutes that are counted together',
      wholeNumber(1, 1_440),
      1,
    );
  withServer(command)
    .addHelpText('after', examples('errand stats', ['errand stats --minutes 1440', 'of a day']))
    .action(async ({ minutes, step, json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const wanted = json ? step : stepOfTable(minutes);
      const stats = await client.stats({ ...call, minutes, step: wanted });
      if (json) return out(jsonText({ minutes: stats }));
      if (stats.length === 0) err(`No attempt ended in the last ${minutes} minutes\n`);
      else out(statsTable(stats, minutes, surroundings));
    });
}
