import type { Command } from '@commander-js/extra-typings';
import type { ListedJob } from '../../client/job-shapes.ts';
import { statuses } from '../../functions/core/job-record.ts';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import { present } from '../present.ts';
import { pastTime, someOf, wholeNumber } from '../read-values.ts';
import type { Surroundings } from '../surroundings.ts';
import { jobTable } from './job-table.ts';

/** `errand jobs list`. */
export function addListJobs(jobs: Command, surroundings: Surroundings): void {
  const { out, err, now } = surroundings;
  const command = jobs
    .command('list')
    .description('lists jobs, the newest first')
    .option('--status <list>', `some of ${statuses.join(', ')}`, someOf(statuses))
    .option('--type <type>', 'only those of one job type')
    .option('--tag <tag>', 'only those with this tag')
    .option('--created-after <when>', "how long ago, such as '1h', or a time", pastTime(now))
    .option('--limit <number>', 'at most that many', wholeNumber(1, 100_000), 50)
    .option('--all', 'without a limit');
  withServer(command)
    .addHelpText('after', help)
    .action(async ({ status, type, tag, createdAfter, limit, all, json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const filter = present({ status, type, tag, createdAfter });
      const wanted = all ? Number.POSITIVE_INFINITY : limit;
      const { first, more } = await firstOf(client.list(filter, call), wanted);
      if (json) return out(jsonText({ jobs: first }));
      if (first.length > 0) out(jobTable(first, surroundings));
      if (more) err(`There are more: --limit ${limit * 2} shows more of them, --all all\n`);
      if (first.length === 0) err('There are no such jobs\n');
    });
}

const help = examples(
  'errand jobs list',
  ['errand jobs list --status failed --created-after 1h', 'what went wrong in the last hour'],
  'errand jobs list --type demo --tag customer:42 --limit 200',
  ['errand jobs list --status queued --all --json', 'every job that waits, for a program'],
);

async function firstOf(list: AsyncIterable<ListedJob>, wanted: number) {
  const first: ListedJob[] = [];
  for await (const job of list) {
    if (first.length === wanted) return { first, more: true };
    first.push(job);
  }
  return { first, more: false };
}
