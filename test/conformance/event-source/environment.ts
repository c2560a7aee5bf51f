import { setTimeout as pause } from 'node:timers/promises';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { functionSeconds } from '../lanes.ts';
import type { Note } from '../probe/note.ts';
import { notesOnce, send } from './lane.ts';

/** As the lease has it, in milliseconds. */
const leaseMargin = 2_000;
/** Well after the lease of an attempt that should have been killed at the function's timeout. */
const workMs = functionSeconds * 1_000 + leaseMargin + 2_000;

const timedOut = experiment(async (world) => {
  await send(world, 'timeouts', [{ name: 'slow', asks: [{ workMs }] }]);
  const [first] = await notesOnce(world, 'timeouts', (notes) => notes.length >= 1);
  await pause(first === undefined ? 0 : workMs + 1_000);
  const notes = await notesOnce(world, 'timeouts', isThere(2));
  return { first: notes.find(isReceive(1)), second: notes.find(isReceive(2)) };
});

export const environmentBehaviours: readonly Behaviour[] = [
  {
    name: 'A function that runs out of time gets its whole batch again',
    needed: 'safety',
    upholds: 'That a job which loops is counted and ends.',
    async check(world) {
      const { first, second } = await timedOut(world);
      if (first === undefined) return deviates('the message was not delivered');
      return second === undefined ? deviates('the message did not come again') : holds;
    },
  },
  {
    name: 'What runs out of time is killed within 2 s of its deadline',
    needed: 'safety',
    upholds: 'The lease: when it is over, nothing of the attempt runs any more.',
    async check(world) {
      const { first } = await timedOut(world);
      if (first === undefined) return deviates('the message was not delivered');
      const over = first.aliveAt - (first.startedAt + first.remainingMs);
      return over <= leaseMargin && !first.ended
        ? holds
        : deviates(`it was alive ${(over / 1_000).toFixed(1)} s after its deadline`);
    },
  },
  {
    name: 'What ran out of time is followed by a new environment',
    needed: 'speed',
    upholds:
      'That no code of the attempt before goes on beside the next one. Its writes are fenced all the same.',
    async check(world) {
      const { first, second } = await timedOut(world);
      if (second === undefined) return deviates('the message did not come again');
      return first?.environment === second.environment
        ? deviates('the same process went on')
        : holds;
    },
  },
  {
    name: 'A process that has exited is followed by a new environment',
    needed: 'safety',
    upholds: 'That the queue goes on after a job that killed its process.',
    async check(world) {
      const isCause = (note: Note) => note.name === 'cause';
      const notes = await notesOnce(world, 'exits', (all) => isThere(2)(all.filter(isCause)));
      const [first, second] = notes.filter(isCause);
      if (second === undefined) return deviates('the message did not come again');
      return first?.environment === second.environment
        ? deviates('the same process went on')
        : holds;
    },
  },
];

function isThere(receive: number) {
  return (notes: readonly Note[]) => notes.some(isReceive(receive));
}

function isReceive(receive: number) {
  return ({ receiveCount }: Note) => receiveCount === receive;
}
