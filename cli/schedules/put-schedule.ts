import { type Command, Option } from '@commander-js/extra-typings';
import { missedRules, overlaps } from '../../functions/core/schedule.ts';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { readPayload } from '../jobs/read-payload.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import { present } from '../present.ts';
import { readDuration } from '../read-values.ts';
import { type Surroundings, UsageError } from '../surroundings.ts';
import { scheduleSheet } from './schedule-table.ts';

/** `errand schedules put`. */
export function addPutSchedule(schedules: Command, surroundings: Surroundings): void {
  const command = schedules
    .command('put')
    .description('makes a schedule, or changes all of it')
    .argument('<schedule>', 'its name')
    .argument('<type>', 'of its jobs')
    .argument('[payload]', "JSON, '@' and the name of a file of JSON, or '-' for stdin", '{}')
    .option('--cron <expression>', "local times: '0 9 * * MON-FRI'")
    .option('--time-zone <zone>', "of --cron, such as 'Europe/Berlin' (default: UTC)")
    .option('--every <duration>', "in place of --cron: '15m'", readDuration)
    .addOption(new Option('--overlap <rule>', 'while its last job goes on').choices(overlaps))
    .addOption(new Option('--missed <rule>', 'of times without a scheduler').choices(missedRules))
    .option('--paused', 'runs only by hand');
  withServer(command)
    .addHelpText('after', help)
    .action(async (name, type, text, options) => {
      const { cron, timeZone, every, overlap, missed, paused, json, ...place } = options;
      const times = timesOf(cron, every);
      const payload = await readPayload(text, surroundings);
      const { client, call } = await openClient(place, surroundings);
      const rules = present({ timeZone, overlap, missed, paused });
      const terms = { type, payload, ...times, ...rules };
      const schedule = await client.schedules.put(name, terms, call);
      surroundings.out(json ? jsonText(schedule) : scheduleSheet(schedule, surroundings));
    });
}

const help = examples(
  `errand schedules put mornings demo '{"echo":"hello"}' --cron '0 9 * * MON-FRI' --time-zone Europe/Berlin`,
  'errand schedules put pulse demo --every 15m --overlap allow',
);

function timesOf(cron: string | undefined, every: string | undefined) {
  if (cron !== undefined && every === undefined) return { cron };
  if (every !== undefined && cron === undefined) return { every };
  throw new UsageError(
    "Expected either --cron, such as '0 9 * * MON-FRI', or --every, such as '15m'",
  );
}
