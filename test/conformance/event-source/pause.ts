import { setTimeout as pause } from 'node:timers/promises';
import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { untilMappingIs } from '../until-mapping-is.ts';
import type { World } from '../world.ts';
import { notesIn, notesOnce, send, several } from './lane.ts';

const paused = experiment(async (world) => {
  await switchTo(world, false);
  // A poll that was under way may still take what comes.
  await pause(2_000);
  await send(world, 'paused', several(5, 'paused', []));
  await pause(6_000);
  const during = await notesIn(world, 'paused');
  await switchTo(world, true);
  const after = await notesOnce({ world, lane: 'paused' }, (notes) => notes.length >= 5);
  return { during, after };
});

export const pauseBehaviours: readonly Behaviour[] = [
  {
    name: 'A disabled mapping delivers nothing',
    needed: 'speed',
    upholds: 'Pausing a queue.',
    async check(world) {
      const { during } = await paused(world);
      return during.length === 0 ? holds : deviates(`${during.length} of 5 were delivered`);
    },
  },
  {
    name: 'A mapping that is enabled again goes on, and the wait has cost no receive',
    needed: 'safety',
    upholds: 'Resuming a queue; and that no message of a paused one reaches its receive limit.',
    async check(world) {
      const { after } = await paused(world);
      const first = new Set(
        after.filter(({ receiveCount }) => receiveCount === 1).map(({ name }) => name),
      );
      return first.size === 5 ? holds : deviates(`${first.size} of 5 came as a first receive`);
    },
  },
];

async function switchTo(world: World, enabled: boolean): Promise<void> {
  const lane = world.lanes.paused;
  await world.lambda.send(
    new UpdateEventSourceMappingCommand({ UUID: lane.mapping, Enabled: enabled }),
  );
  await untilMappingIs(world, lane, enabled ? 'Enabled' : 'Disabled');
}
