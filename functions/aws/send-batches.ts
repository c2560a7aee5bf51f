import type { Outgoing } from '../core/queue.ts';

/** A message, with its place among those to be sent. */
export interface Entry {
  readonly place: number;
  readonly message: Outgoing;
}

/** Of one call. */
const mostEntries = 10;

/** Runs of at most ten entries and of at most `batchBytes` of bodies, in their order. */
export function sendBatches(
  entries: readonly Entry[],
  batchBytes: number,
): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.message.body);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostEntries || bytes + size > batchBytes) {
      batches.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return batches;
}
