import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { functionSeconds, lanes } from '../lanes.ts';
import type { Note } from '../probe/note.ts';
import { notesOnce, send, several } from './lane.ts';

const workMs = 1_500;
const { maxConcurrency } = lanes.parallel;

const small = experiment(async (world) => {
  await send(world, 'small', several(10, 'small', []));
  return notesOnce({ world, lane: 'small' }, (notes) => notes.length >= 10);
});

const parallel = experiment(async (world) => {
  await send(world, 'parallel', several(6, 'parallel', [{ workMs }]));
  const notes = await notesOnce(
    { world, lane: 'parallel' },
    (all) => all.filter(({ ended }) => ended).length >= 6,
  );
  return notes.filter(({ ended }) => ended);
});

export const batchBehaviours: readonly Behaviour[] = [
  {
    name: 'A batch is at most as large as BatchSize says',
    needed: 'speed',
    upholds: 'The setting `batch` of a queue.',
    async check(world) {
      const batches = (await small(world)).map(({ batch }) => batch);
      if (batches.length < 10) return deviates(`${batches.length} of 10 were delivered`);
      const most = Math.max(...batches);
      return most <= lanes.small.batchSize ? holds : deviates(`${most} messages in one batch`);
    },
  },
  {
    name: 'Messages that wait together come as batches',
    needed: 'speed',
    upholds: 'The price of a job, and its throughput.',
    async check(world) {
      const most = Math.max(...(await small(world)).map(({ batch }) => batch));
      return most > 1 ? holds : deviates('each invocation got one message');
    },
  },
  {
    name: 'Batches of one queue run side by side',
    needed: 'speed',
    upholds: 'The throughput of a queue.',
    async check(world) {
      const most = mostAtOnce(await parallel(world));
      return most > 1 ? holds : deviates('one at a time');
    },
  },
  {
    name: 'No more batches run at once than MaximumConcurrency says',
    needed: 'speed',
    upholds: 'The setting `concurrency` of a queue, with which users protect what their jobs call.',
    async check(world) {
      const notes = await parallel(world);
      if (notes.length < 6) return deviates(`${notes.length} of 6 were delivered and ended`);
      const most = mostAtOnce(notes);
      return most <= maxConcurrency ? holds : deviates(`${most} at once, of ${maxConcurrency}`);
    },
  },
  {
    name: 'An environment runs one invocation at a time',
    needed: 'safety',
    upholds:
      'What a worker keeps for each environment; and that a job which kills its process ends one batch, not several.',
    async check(world) {
      const all = await parallel(world);
      if (all.length < 6) return deviates(`${all.length} of 6 were delivered and ended`);
      const shared = [...Map.groupBy(all, ({ environment }) => environment)]
        .map(([, notes]) => mostAtOnce(notes))
        .filter((most) => most > 1);
      return shared.length === 0 ? holds : deviates(`${shared[0]} at once in one`);
    },
  },
  {
    name: 'A function is told how much of its timeout is left',
    needed: 'safety',
    upholds: 'The lease of an attempt: until the deadline of its function, and 2 s.',
    async check(world) {
      const told = (await parallel(world)).map(({ remainingMs }) => remainingMs);
      const limit = functionSeconds * 1_000;
      const wrong = told.filter((remaining) => remaining > limit || remaining < limit - 1_000);
      return told.length > 0 && wrong.length === 0
        ? holds
        : deviates(`told ${wrong[0] ?? 'nothing'} ms at its start, of ${limit}`);
    },
  },
];

/** Of these, how many were at work at the same time. */
function mostAtOnce(notes: readonly Note[]): number {
  const atStartOf = (note: Note) =>
    notes.filter(
      ({ startedAt, aliveAt }) => startedAt <= note.startedAt && note.startedAt < aliveAt,
    );
  return Math.max(0, ...notes.map((note) => atStartOf(note).length));
}
