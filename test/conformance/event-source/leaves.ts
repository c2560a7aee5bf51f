import { type Behaviour, deviates, holds } from '../behaviour.ts';
import { visibilitySeconds } from '../lanes.ts';
import type { World } from '../world.ts';
import { buried } from './dead-letter.ts';
import { notesOnce, send } from './lane.ts';

/** Until a poller has it, and until the function has begun. */
const latestPickUp = 2;

export const leaveBehaviours: readonly Behaviour[] = [
  {
    name: 'A visibility timeout that was shortened before a partial batch response stays so',
    needed: 'speed',
    upholds:
      'That a message which is given back comes when it should, and not after the timeout of its queue.',
    check: (world) => comesAfter(world, 2),
  },
  {
    name: 'A visibility timeout that was lengthened before a partial batch response stays so',
    needed: 'speed',
    upholds:
      'That a message which waits for a lease, or for a store that is down, uses up few receives.',
    check: (world) => comesAfter(world, visibilitySeconds + 3),
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

async function comesAfter(world: World, seconds: number) {
  const name = `left-${seconds}`;
  await send(world, 'leaves', [{ name, asks: [{ leaveSeconds: seconds }] }]);
  const notes = await notesOnce(
    { world, lane: 'leaves' },
    (all) => all.filter((note) => note.name === name).length >= 2,
  );
  const [first, second] = notes.filter((note) => note.name === name);
  if (first === undefined) return deviates('was not delivered');
  if (second === undefined) return deviates('did not come again within 45 s');
  // The change was made between the function's start and its end.
  const earliest = (second.startedAt - first.aliveAt) / 1_000;
  const latest = (second.startedAt - first.startedAt) / 1_000;
  return latest >= seconds && earliest <= seconds + latestPickUp
    ? holds
    : deviates(`came ${latest.toFixed(1)} s after the receive, told to be away for ${seconds} s`);
}
