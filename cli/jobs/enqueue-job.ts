import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { present } from '../present.ts';
import { readDuration, readTime, repeated } from '../read-values.ts';
import type { Surroundings } from '../surroundings.ts';
import { readPayload } from './read-payload.ts';
import { started } from './started.ts';

/** `errand jobs enqueue`. */
export function addEnqueueJob(jobs: Command, surroundings: Surroundings): void {
  const command = jobs
    .command('enqueue')
    .description('starts a job, and prints its id')
    .argument('<type>', 'of the job')
    .argument('[payload]', "JSON, '@' and the name of a file of JSON, or '-' for stdin", '{}')
    .option('--delay <duration>', "starts it later, such as '15m'", readDuration)
    .option('--run-at <time>', 'starts it at a time', readTime)
    .option('--tag <tag>', 'to find it by; may be repeated', repeated)
    .option('--idempotency-key <key>', 'asking twice with one key makes one job')
    .option('--wait', 'waits for its end, and prints its result');
  withServer(command)
    .addHelpText('after', help)
    .action(async (type, text, options) => {
      const { delay, runAt, tag, idempotencyKey, wait = false, json = false, ...place } = options;
      const payload = await readPayload(text, surroundings);
      const session = await openClient(place, surroundings);
      const given = present({ delay, runAt, tags: tag, idempotencyKey });
      const job = await session.client.enqueue(type, payload, { ...session.call, ...given });
      await started(job, session, { wait, json });
    });
}

const help = examples(
  `errand jobs enqueue demo '{"echo":"hello"}'`,
  [`errand jobs enqueue demo '{"echo":"hello"}' --wait`, 'prints the result'],
  ['errand jobs enqueue resize-image @picture.json --tag customer:42', 'from a file'],
  ['jq .order order.json | errand jobs enqueue demo - --delay 1h', 'from stdin'],
);
