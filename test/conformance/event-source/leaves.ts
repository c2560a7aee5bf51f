import { type Behaviour, deviates, type Finding, holds } from '../behaviour.ts';
import { visibilitySeconds } from '../lanes.ts';
import type { World } from '../world.ts';
import { buried } from './dead-letter.ts';
import { notesOnce, send } from './lane.ts';

export const leaveBehaviours: readonly Behaviour[] = [
  {
    name: 'A visibility timeout that was shortened before a partial batch response stays so',
    needed: 'speed',
    upholds:
      'That a message which is given back comes when it should, and not after the timeout of its queue.',
    async check(world) {
      const after = await secondsAway(world, 2);
      // The queue's own timeout began a little before the function did.
      return after >= 2 && after < visibilitySeconds - 1 ? holds : cameAfter(after, 2);
    },
  },
  {
    name: 'A visibility timeout that was lengthened before a partial batch response stays so',
    needed: 'speed',
    upholds:
      'That a message which waits for a lease, or for a store that is down, uses up few receives.',
    async check(world) {
      const told = visibilitySeconds + 3;
      const after = await secondsAway(world, told);
      return after >= told ? holds : cameAfter(after, told);
    },
  },
  {
    name: 'The function is told which receive of a message it is',
    needed: 'safety',
    upholds:
      'That a job which killed its function is read before it runs again, and then runs alone.',
    async check(world) {
      const asks = [{ leaveSeconds: 0 }, { leaveSeconds: 1 }, 'succeed'] as const;
      await send(world, 'leaves', [{ name: 'counted', asks }]);
      const notes = await notesOnce(
        { world, lane: 'leaves' },
        (all) => all.filter(({ name }) => name === 'counted').length >= 3,
      );
      const counts = notes
        .filter(({ name }) => name === 'counted')
        .map(({ receiveCount }) => receiveCount)
        .join(', ');
      return counts === '1, 2, 3' ? holds : deviates(`was told ${counts}`);
    },
  },
  {
    name: 'A message that the function fails as often as the receive limit says moves to the dead-letter queue',
    needed: 'safety',
    upholds: 'That the dead-letter function gets what no worker could claim.',
    check: buried,
  },
];

/** From the start of the function that gave it back until it came again. Pollers add their own wait. */
async function secondsAway(world: World, told: number): Promise<number> {
  const name = `left-${told}`;
  await send(world, 'leaves', [{ name, asks: [{ leaveSeconds: told }] }]);
  const notes = await notesOnce(
    { world, lane: 'leaves' },
    (all) => all.filter((note) => note.name === name).length >= 2,
  );
  const [first, second] = notes.filter((note) => note.name === name);
  if (first === undefined) throw new Error('The message was not delivered');
  if (second === undefined) throw new Error('The message did not come again within 45 s');
  return (second.startedAt - first.startedAt) / 1_000;
}

function cameAfter(seconds: number, told: number): Finding {
  return deviates(`came after ${seconds.toFixed(1)} s, told to be away for ${told} s`);
}
