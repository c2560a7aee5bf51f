import { cut, lengthOf } from './cut.ts';
import type { Paint, Style } from './paint.ts';
import { visible } from './visible.ts';

export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  style?(row: Row): Style | undefined;
  readonly align?: 'right';
}

interface Look {
  readonly paint: Paint;
  /** Of the terminal: what goes beyond is cut from the last column. Undefined: nothing is. */
  readonly columns?: number | undefined;
}

/** A heading and a line for each row, with two spaces between the cells. */
export function tableOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { paint, columns: room }: Look,
): string {
  const titles = columns.map(({ title }) => title);
  const texts = rows.map((row) => columns.map((column) => visible(column.text(row))));
  const widths = fitted(
    columns.map((_, place) =>
      Math.max(...[titles, ...texts].map((line) => lengthOf(line[place] ?? ''))),
    ),
    room,
  );
  const lineOf = (line: readonly string[], styleOf: (column: Column<Row>) => Style | undefined) =>
    columns
      .map((column, place) => {
        const text = cut(line[place] ?? '', widths[place] ?? 0);
        const space = ' '.repeat((widths[place] ?? 0) - lengthOf(text));
        const painted = inStyle(text, styleOf(column), paint);
        return column.align === 'right' ? space + painted : painted + space;
      })
      .join('  ')
      .trimEnd();
  const lines = rows.map((row, place) =>
    lineOf(texts[place] ?? [], (column) => column.style?.(row)),
  );
  return `${[lineOf(titles, () => 'bold'), ...lines].join('\n')}\n`;
}

/** Names and values below each other; the further lines of a value stand below its first. */
export function listOf(entries: readonly (readonly [string, string])[], paint: Paint): string {
  const width = Math.max(0, ...entries.map(([name]) => lengthOf(name)));
  const nextLine = `\n${' '.repeat(width + 2)}`;
  return entries
    .map(([name, value]) => {
      const space = ' '.repeat(width - lengthOf(name) + 2);
      return `${paint('bold', name)}${space}${value.replaceAll('\n', nextLine)}\n`;
    })
    .join('');
}

function inStyle(text: string, style: Style | undefined, paint: Paint): string {
  return style === undefined || text === '' ? text : paint(style, text);
}

function fitted(widths: readonly number[], columns: number | undefined): readonly number[] {
  if (columns === undefined || widths.length === 0) return widths;
  const others = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = widths.at(-1) ?? 0;
  return [...widths.slice(0, -1), Math.min(last, Math.max(narrowest, columns - others))];
}

/** Of a last column that is cut: less of it would say nothing. */
const narrowest = 10;
