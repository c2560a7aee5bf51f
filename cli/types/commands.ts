import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { CommandEnd, exitCodes } from '../exit-codes.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { typeSheet, typeTable } from './type-table.ts';

/** `errand types`. */
export function addTypes(errand: Command, surroundings: Surroundings): void {
  const { out } = surroundings;
  const command = errand
    .command('types')
    .description('lists the job types, or shows one with the schema of its payload')
    .argument('[type]', 'the name of one');
  withServer(command)
    .addHelpText(
      'after',
      examples('errand types', ['errand types demo', 'what its payload may be']),
    )
    .action(async (name, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const types = await client.types(call);
      if (name === undefined) {
        return out(json ? jsonText({ types }) : typeTable(types, surroundings));
      }
      const type = types.find((some) => some.name === name);
      if (type === undefined) {
        const names = types.map((some) => some.name).join(', ');
        throw new CommandEnd(
          exitCodes.failed,
          `There is no job type '${name}': there are ${names}`,
        );
      }
      out(json ? jsonText(type) : typeSheet(type, surroundings));
    });
}
