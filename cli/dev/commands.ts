import { type Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { examples } from '../output/examples.ts';
import { wholeNumber } from '../read-values.ts';
import type { Surroundings } from '../surroundings.ts';
import { runServer } from './run-server.ts';

/** `errand dev`. */
export function addDev(errand: Command, { environment }: Surroundings): void {
  errand
    .command('dev')
    .description('runs the server on this machine, and loads job code anew when a file changes')
    .option('--port <port>', 'where it listens (default: $PORT, or 3000)', wholeNumber(0, 65_535))
    .option('--data <folder>', "of its data (default: $ERRAND_DATA, or '.errand')", readFolder)
    .option('--virtual-clock', 'time stands still until it is moved')
    .option('--no-reload', 'goes on with the code that it has')
    .addHelpText(
      'after',
      examples(
        'errand dev',
        ['errand dev --port 4000', 'the others find it with PORT=4000, or --url'],
        ['errand dev --data /tmp/try --virtual-clock', 'a folder of its own'],
      ),
    )
    .action(({ port, data, virtualClock, reload }) =>
      runServer(reload ? ['--watch'] : [], {
        ...environment,
        ...(port !== undefined && { PORT: `${port}` }),
        ...(data !== undefined && { ERRAND_DATA: data }),
        ...(virtualClock && { ERRAND_CLOCK: 'virtual' }),
      }),
    );
}

function readFolder(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Expected the name of a folder.');
}
