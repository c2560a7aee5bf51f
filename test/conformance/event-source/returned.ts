import { setTimeout as pause } from 'node:timers/promises';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { visibilitySeconds } from '../lanes.ts';
import type { Note } from '../probe/note.ts';
import { exited, failedBatch, wholeBatchAgain } from './failed-batch.ts';
import { notesIn, notesOnce, receivesOf, send, several } from './lane.ts';

/** What was not deleted with the others comes with them, or a little later. */
const aLittle = 3_000;

/** What is deleted by mistake never comes: a look that ends sooner than others, in milliseconds. */
const within = (visibilitySeconds + 15) * 1_000;

const partial = experiment(async (world) => {
  const failed = several(3, 'failed', ['fail']);
  const done = several(7, 'done', []);
  await send(world, 'partial', [...done.slice(0, 4), ...failed, ...done.slice(4)]);
  const lost = (notes: readonly Note[]) => {
    const receives = receivesOf(notes);
    return failed.filter(({ name }) => (receives.get(name) ?? 0) < 2);
  };
  await notesOnce({ world, lane: 'partial' }, (notes) => lost(notes).length === 0);
  await pause(aLittle);
  const notes = await notesIn(world, 'partial');
  const receives = receivesOf(notes);
  return { lost: lost(notes), again: done.filter(({ name }) => receives.get(name) !== 1) };
});

const plain = experiment(async (world) => {
  await send(world, 'plain', several(5, 'plain', []));
  const sent = ({ name }: Note) => name.startsWith('plain-');
  await notesOnce({ world, lane: 'plain' }, (notes) => notes.filter(sent).length >= 5);
  await pause(visibilitySeconds * 1_000 + aLittle);
  return receivesOf((await notesIn(world, 'plain')).filter(sent));
});

export const returnedBehaviours: readonly Behaviour[] = [
  {
    name: 'A partial batch response brings back every message that it names',
    needed: 'safety',
    upholds:
      'Everything that a worker leaves for later: a live lease, a job before its time, a store that is down.',
    async check(world) {
      const { lost } = await partial(world);
      return lost.length === 0 ? holds : deviates(`${lost.length} of 3 did not come again`);
    },
  },
  {
    name: 'A partial batch response deletes every message that it does not name',
    needed: 'speed',
    upholds:
      'That a job which is done is not delivered again. The claim drops it then, for the price of a write.',
    async check(world) {
      const { again } = await partial(world);
      return again.length === 0 ? holds : deviates(`${again.length} of 7 came again`);
    },
  },
  {
    name: 'An empty list of failures deletes the whole batch',
    needed: 'speed',
    upholds: 'The same, for a batch that is done.',
    async check(world) {
      const receives = await plain(world);
      if (receives.size < 5) return deviates(`${receives.size} of 5 were delivered`);
      const again = [...receives].filter(([, times]) => times > 1);
      return again.length === 0 ? holds : deviates(`${again.length} of 5 came again`);
    },
  },
  {
    name: 'A function that throws gets its whole batch again',
    needed: 'safety',
    upholds:
      'That nothing is lost by a function that does not start, as with a variable that is missing.',
    check: async (world) => wholeBatchAgain(await failedBatch(world, 'throws', 'throw')),
  },
  {
    name: 'A function whose process exits gets its whole batch again',
    needed: 'safety',
    upholds: 'That a job which kills its process takes no neighbour with it.',
    check: async (world) => wholeBatchAgain(await exited(world)),
  },
  ...(['unknown id', 'null id', 'empty id', 'wrong key'] as const).map(
    (fault): Behaviour => ({
      name: `An answer that is malformed fails the whole batch: ${fault}`,
      needed: 'guard',
      upholds: 'Nothing: the worker answers with the ids that it was given.',
      async check(world) {
        const name = fault.replace(' ', '-');
        await send(world, 'answers', [{ name, asks: [`answer ${fault}`] }]);
        const isBack = (note: Note) => note.name === name && note.receiveCount === 2;
        const notes = await notesOnce({ world, lane: 'answers', within }, (all) =>
          all.some(isBack),
        );
        return notes.some(isBack) ? holds : deviates('the message was deleted');
      },
    }),
  ),
];
