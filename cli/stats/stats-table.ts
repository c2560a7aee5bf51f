import type { MinuteStats, TypeStats } from '../../client/overview-shapes.ts';
import { minute } from '../../functions/core/duration.ts';
import { painter } from '../output/paint.ts';
import { sparkline } from '../output/sparkline.ts';
import { type Column, tableOf } from '../output/table.ts';
import { spanText } from '../output/time-text.ts';
import type { Surroundings } from '../surroundings.ts';

type TypeCounts = Omit<TypeStats, 'averageDurationMs'>;

interface Total extends TypeCounts {
  readonly type: string;
  /** Ends of attempts over time, the oldest first. */
  readonly course: readonly number[];
}

/** A line for each job type: its counts in all these minutes, and their course. */
export function statsTable(
  stats: readonly MinuteStats[],
  minutes: number,
  { now, colours, columns }: Pick<Surroundings, 'now' | 'colours' | 'columns'>,
): string {
  const names = [...new Set(stats.flatMap(({ types }) => Object.keys(types)))].sort();
  const totals = names.map((type) => totalOf(type, stats, { minutes, now: now() }));
  return tableOf(totals, statsColumns, { paint: painter(colours), columns });
}

const ends = ['succeeded', 'failed', 'cancelled', 'retried'] as const;

/** More than this do not fit on a line beside the counts. */
const widestCourse = 30;

/** Minutes of one row, for the server to add up what the course shows as one. */
export function stepOfTable(minutes: number): number {
  return Math.max(1, Math.floor(minutes / widestCourse));
}

function totalOf(
  type: string,
  stats: readonly MinuteStats[],
  { minutes, now }: { readonly minutes: number; readonly now: number },
): Total {
  const begin = (Math.floor(now / minute) + 1 - minutes) * minute;
  const course = new Array<number>(Math.min(minutes, widestCourse)).fill(0);
  const total = { succeeded: 0, failed: 0, cancelled: 0, retried: 0, durationMs: 0 };
  for (const { at, types } of stats) {
    const counts = types[type];
    if (counts === undefined) continue;
    for (const field of [...ends, 'durationMs'] as const) total[field] += counts[field];
    // The server's clock decides which minutes there are, and may be a little ahead of this one's.
    // From the middle of a row such a difference does not move it to the next place.
    const middle = Date.parse(at) + (stepOfTable(minutes) * minute) / 2;
    const share = (middle - begin) / (minutes * minute);
    const place = Math.min(course.length - 1, Math.max(0, Math.floor(share * course.length)));
    course[place] = (course[place] ?? 0) + endsIn(counts);
  }
  return { type, ...total, course };
}

function endsIn(counts: TypeCounts): number {
  return ends.reduce((sum, field) => sum + counts[field], 0);
}

const statsColumns: readonly Column<Total>[] = [
  { title: 'TYPE', text: ({ type }) => type },
  { title: 'SUCCEEDED', text: ({ succeeded }) => `${succeeded}`, align: 'right' },
  {
    title: 'FAILED',
    text: ({ failed }) => `${failed}`,
    style: ({ failed }) => (failed > 0 ? 'red' : undefined),
    align: 'right',
  },
  { title: 'CANCELLED', text: ({ cancelled }) => `${cancelled}`, align: 'right' },
  { title: 'RETRIED', text: ({ retried }) => `${retried}`, align: 'right' },
  {
    title: 'ON AVERAGE',
    text: (total) => (endsIn(total) === 0 ? '' : spanText(total.durationMs / endsIn(total))),
    align: 'right',
  },
  { title: 'COURSE', text: ({ course }) => sparkline(course), style: () => 'cyan' },
];
