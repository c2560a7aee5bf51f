import { type Behaviour, deviates, type Finding, holds } from '../behaviour.ts';
import {
  exited,
  type FailedBatch,
  leaseMargin,
  timedOut,
  wholeBatchAgain,
} from './failed-batch.ts';

export const environmentBehaviours: readonly Behaviour[] = [
  {
    name: 'A function that runs out of time gets its whole batch again',
    needed: 'safety',
    upholds: 'That a job which loops is counted and ends.',
    async check(world) {
      return wholeBatchAgain(await timedOut(world));
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
    check: async (world) => newEnvironment(await timedOut(world)),
  },
  {
    name: 'A process that has exited is followed by a new environment',
    needed: 'safety',
    upholds: 'That the queue goes on after a job that killed its process.',
    check: async (world) => newEnvironment(await exited(world)),
  },
];

function newEnvironment({ first, second }: FailedBatch): Finding {
  if (second === undefined) return deviates('the message did not come again');
  return first?.environment === second.environment ? deviates('the same process went on') : holds;
}
