import { setTimeout as pause } from 'node:timers/promises';
import { deviates, experiment, type Finding, holds } from '../behaviour.ts';
import { functionSeconds, type LaneName } from '../lanes.ts';
import type { Ask } from '../probe/instruction.ts';
import type { Note } from '../probe/note.ts';
import type { World } from '../world.ts';
import { notesIn, notesOnce, receivesOf, send, several } from './lane.ts';

/** As the lease has it, in milliseconds. */
export const leaseMargin = 2_000;

/** Until after the lease of an attempt that was not killed at the timeout of its function. */
const tooLong = { workMs: functionSeconds * 1_000 + leaseMargin + 2_000 };

export interface FailedBatch {
  /** Of the message that made its invocation fail: its first receive, and its second. */
  readonly first: Note | undefined;
  readonly second: Note | undefined;
  /** Names of the messages that were in that invocation, and of those that did not come again. */
  readonly batch: readonly string[];
  readonly lost: readonly string[];
}

export const exited = experiment((world) => failedBatch(world, 'exits', 'exit'));
export const timedOut = experiment(async (world) => {
  await failedBatch(world, 'timeouts', tooLong);
  // What was not killed goes on, and its last word is in its note.
  await pause(tooLong.workMs);
  return batchOf(await notesIn(world, 'timeouts'));
});

/** Sends four messages, of which one makes its invocation fail; the others do nothing. */
export async function failedBatch(world: World, lane: LaneName, ask: Ask): Promise<FailedBatch> {
  await send(world, lane, [...several(3, 'neighbour', []), { name: 'cause', asks: [ask] }]);
  const isOver = (notes: readonly Note[]) => {
    const { batch, lost } = batchOf(notes);
    return batch.length > 0 && lost.length === 0;
  };
  return batchOf(await notesOnce({ world, lane }, isOver));
}

export function wholeBatchAgain({ batch, lost }: FailedBatch): Finding {
  if (batch.length === 0) return deviates('the message was not delivered');
  return lost.length === 0
    ? holds
    : deviates(`${lost.length} of ${batch.length} did not come again: ${lost.join(', ')}`);
}

function batchOf(notes: readonly Note[]): FailedBatch {
  const [first, second] = notes.filter(({ name }) => name === 'cause');
  const batch = notes
    .filter(({ invocation }) => invocation === first?.invocation)
    .map(({ name }) => name);
  const receives = receivesOf(notes);
  return { first, second, batch, lost: batch.filter((name) => receives.get(name) === 1) };
}
