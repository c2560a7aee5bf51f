import type { QueueDepth } from '../../client/overview-shapes.ts';
import { painter } from '../output/paint.ts';
import { type Column, tableOf } from '../output/table.ts';
import { spanText } from '../output/time-text.ts';
import type { Surroundings } from '../surroundings.ts';

/** A line for each queue. */
export function queueTable(
  queues: readonly QueueDepth[],
  { colours, columns }: Pick<Surroundings, 'colours' | 'columns'>,
): string {
  return tableOf(queues, queueColumns, { paint: painter(colours), columns });
}

const queueColumns: readonly Column<QueueDepth>[] = [
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
