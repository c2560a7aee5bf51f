import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { seenWithin } from './seen-within.ts';
import type { Lane, World } from './world.ts';

/** AWS takes up to a minute to begin, or to end, what a mapping does. In milliseconds. */
const longestChange = 90_000;

export async function untilMappingIs(
  { lambda }: World,
  { mapping }: Lane,
  wanted: 'Enabled' | 'Disabled',
): Promise<void> {
  const look = async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID: mapping }));
    return State === wanted ? State : undefined;
  };
  if ((await seenWithin(longestChange, look)) === undefined) {
    throw new Error(`The mapping ${mapping} was not ${wanted} within ${longestChange / 1_000} s`);
  }
}
