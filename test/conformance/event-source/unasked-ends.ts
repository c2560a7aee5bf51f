import { laneNames } from '../lanes.ts';
import type { Ask, Instruction } from '../probe/instruction.ts';
import type { Note } from '../probe/note.ts';
import type { World } from '../world.ts';
import { notesIn } from './lane.ts';

/**
 * Invocations of the probe that did not end although nothing in them asked for it: on a machine that is too
 * busy they run out of time, and what is found of event source mappings says nothing.
 */
export async function unaskedEnds(world: World): Promise<number> {
  const notes = (await Promise.all(laneNames.map((lane) => notesIn(world, lane)))).flat();
  return [...Map.groupBy(notes, ({ invocation }) => invocation).values()].filter(
    (batch) => batch.some(({ ended }) => !ended) && !batch.some(asksForEnd),
  ).length;
}

function asksForEnd({ body, receiveCount }: Note): boolean {
  const { asks }: Instruction = JSON.parse(body);
  const ask: Ask = asks[receiveCount - 1] ?? 'succeed';
  return ask === 'throw' || ask === 'exit' || (typeof ask === 'object' && 'workMs' in ask);
}
