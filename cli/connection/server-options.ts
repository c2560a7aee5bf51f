import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';

/** What every command takes that asks a server. Comes after its own options, so that help has them first. */
export function withServer<Args extends unknown[], Own extends OptionValues>(
  command: Command<Args, Own>,
) {
  return command
    .optionsGroup('Server:')
    .option('--url <url>', "of the API (default: $ERRAND_URL, or this machine's server)")
    .option('--key <key>', "of the API (default: $ERRAND_KEY, or this machine's server's)")
    .option('--data <folder>', "of this machine's server (default: $ERRAND_DATA, or '.errand')")
    .addOption(
      new Option(
        '--stack <name>',
        'a stack on AWS, found by the credentials of the environment',
      ).conflicts(['url', 'data']),
    )
    .optionsGroup('Output:')
    .option('--json', 'answers one JSON document')
    .option('--no-color', 'without colours, as with NO_COLOR')
    .optionsGroup('Options:');
}
