import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { until } from '../support/flows/until.ts';
import type { Lane, World } from './world.ts';

/** AWS takes up to a minute to begin, or to end, what a mapping does. */
const patience = { within: 90_000 };

export async function untilMappingIs(
  { lambda }: World,
  { mapping }: Lane,
  state: 'Enabled' | 'Disabled',
): Promise<void> {
  await until(
    `the mapping ${mapping} to be ${state}`,
    async () => {
      const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID: mapping }));
      return State === state ? State : undefined;
    },
    patience,
  );
}
