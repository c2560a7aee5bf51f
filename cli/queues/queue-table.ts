import { painter } from '../output/paint.ts';
import { type Column, tableOf } from '../output/table.ts';
import { spanText } from '../output/time-text.ts';
import type { Surroundings } from '../surroundings.ts';

export interface ShownQueue {
  readonly name: string;
  readonly paused: boolean;
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Age of the message that has waited longest. */
  readonly oldestSeconds?: number | undefined;
}

/** A line for each queue. */
export function queueTable(
  queues: readonly ShownQueue[],
  { colours, columns }: Pick<Surroundings, 'colours' | 'columns'>,
): string {
  return tableOf(queues, queueColumns, { paint: painter(colours), columns });
}

const queueColumns: readonly Column<ShownQueue>[] = [
  { title: 'QUEUE', text: ({ name }) => name },
  { title: 'WAITING', text: ({ waiting }) => `${waiting}`, align: 'right' },
  { title: 'DELAYED', text: ({ delayed }) => `${delayed}`, align: 'right' },
  { title: 'IN FLIGHT', text: ({ inFlight }) => `${inFlight}`, align: 'right' },
  {
    title: 'DEAD LETTERS',
    text: ({ deadLetters }) => `${deadLetters}`,
    style: ({ deadLetters }) => (deadLetters > 0 ? 'red' : undefined),
    align: 'right',
  },
  {
    title: 'OLDEST',
    text: ({ oldestSeconds }) =>
      oldestSeconds === undefined ? '' : spanText(oldestSeconds * 1_000),
    align: 'right',
  },
  {
    title: 'STATE',
    text: ({ paused }) => (paused ? 'paused' : 'open'),
    style: ({ paused }) => (paused ? 'yellow' : 'dim'),
  },
];
