import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import { agoText } from '../output/time-text.ts';
import { present } from '../present.ts';
import { readDuration, readTime } from '../read-values.ts';
import { type Surroundings, UsageError } from '../surroundings.ts';

/** `errand jobs reschedule`. */
export function addRescheduleJob(jobs: Command, surroundings: Surroundings): void {
  const { out, err, now } = surroundings;
  const command = jobs
    .command('reschedule')
    .description('gives a job that waits for its time another one')
    .argument('<id>', 'of the job')
    .option('--delay <duration>', "from now, such as '15m'; '0s' is now", readDuration)
    .option('--run-at <time>', 'at this time', readTime);
  withServer(command)
    .addHelpText('after', help)
    .action(async (id, { delay, runAt, json, ...place }) => {
      if ((delay === undefined) === (runAt === undefined)) {
        throw new UsageError('Expected either --delay or --run-at: say when the job starts');
      }
      const { client, call } = await openClient(place, surroundings);
      const job = await client.reschedule(id, { ...present({ delay, runAt }), ...call });
      if (json) return out(jsonText(job));
      err(`Job ${job.id} starts ${agoText(job.runAt ?? job.createdAt, now())}\n`);
    });
}

const help = examples(
  'errand jobs reschedule $JOB --delay 0s',
  'errand jobs reschedule $JOB --run-at 2030-01-31T12:00:00Z',
);
