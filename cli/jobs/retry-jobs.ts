import { type Command, Option } from '@commander-js/extra-typings';
import { type ErrorCode, errorCodes } from '../../functions/core/job-error.ts';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { present } from '../present.ts';
import { pastTime, wholeNumber } from '../read-values.ts';
import { type Surroundings, UsageError } from '../surroundings.ts';
import { followJob } from './follow-job.ts';
import { reportRetry } from './report-retry.ts';
import { started } from './started.ts';

/** `errand jobs retry`. */
export function addRetryJobs(jobs: Command, surroundings: Surroundings): void {
  const time = pastTime(surroundings.now);
  const command = jobs
    .command('retry')
    .description('runs failed jobs again: one, several, or all that fit a filter')
    .argument('[ids...]', 'of the jobs; cancelled ones as well')
    .option('--type <type>', 'all failed ones of one job type')
    .option('--tag <tag>', 'all failed ones with this tag')
    .addOption(new Option('--code <code>', 'all failed ones with this error').choices(errorCodes))
    .option('--failed-after <when>', "how long ago, such as '1h', or a time", time)
    .option('--failed-before <when>', 'likewise', time)
    .option('--all-failed', 'all failed ones')
    .option('--rate <number>', 'at most that many a second', wholeNumber(1, 1_000))
    .option('--idempotency-key <key>', 'asking twice with one key does it once')
    .option('--wait', 'waits for the end of the job (default for several)')
    .option('--no-wait', 'prints the id of the job that does it, and goes on');
  withServer(command)
    .addHelpText('after', help)
    .action(async (ids, options) => {
      const { json = false, wait, rate, idempotencyKey, allFailed, ...rest } = options;
      const { type, tag, code, failedAfter, failedBefore, ...place } = rest;
      const filter = { type, tag, code, failedAfter, failedBefore };
      const which = whichJobs(ids, filter, allFailed ?? false);
      const session = await openClient(place, surroundings);
      const { client, call } = session;
      const terms = { ...call, ...present({ idempotencyKey }) };
      const [only] = ids;
      if (only !== undefined && ids.length === 1 && rate === undefined) {
        const job = await client.retry(only, terms);
        return started(job, session, { wait: wait ?? false, json });
      }
      const job = await client.retryMany(which, { ...terms, ...present({ rate }) });
      if (wait === false) return started(job, session, { wait, json });
      reportRetry(await followJob(job, session), surroundings, { json });
    });
}

const help = examples(
  'errand jobs retry $JOB',
  ['errand jobs retry --code timed-out --failed-after 1d', 'with a progress bar'],
  ['errand jobs retry --type demo --rate 50', 'gently'],
  ['errand jobs retry --all-failed --no-wait', 'prints the id of the job that does it'],
);

function whichJobs(ids: readonly string[], fields: Filter, allFailed: boolean) {
  const filter = present(fields);
  const isFilter = allFailed || Object.keys(filter).length > 0;
  if (ids.length > 0 !== isFilter) return isFilter ? { filter } : { ids };
  throw new UsageError(
    'Expected either ids or a filter such as --type or --code: say which jobs, or --all-failed for every failed one',
  );
}

interface Filter {
  readonly type: string | undefined;
  readonly tag: string | undefined;
  readonly code: ErrorCode | undefined;
  readonly failedAfter: string | undefined;
  readonly failedBefore: string | undefined;
}
