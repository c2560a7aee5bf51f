import { type Figure, type Summary, summaryOf } from '../support/figure.ts';
import { tableText } from '../support/table.ts';
import { columns, figuresOf, type Line } from './run-rounds.ts';

const head = [
  'median (least – most)',
  'enqueue to done, p50, ms',
  'p99, ms',
  'jobs/s',
  'enqueued/s',
  'look-ups/s',
  'an acknowledged job is',
  'versions',
];

/** A row for each participant. */
export function peerTable(lines: readonly Line[]): string {
  const rows = lines.map((line) => {
    const figures = figuresOf(line);
    const { title, durability, versions } = line.participant;
    return [title, ...columns.map((column) => cell(figures[column])), durability, versions];
  });
  return tableText(head, rows, [6, 7]);
}

function cell(figure: Figure): string {
  const { median, least, most } = summaryOf(figure);
  return least === most ? shown(median) : `${shown(median)} (${shown(least)} – ${shown(most)})`;
}

/** What was aimed at, and whether it was reached. */
export function targetTable(targets: readonly Figure[]): string {
  const rows = targets
    .map(summaryOf)
    .map((summary) => [
      summary.what,
      `${shown(summary.median)} ${summary.unit}`.trim(),
      bound(summary),
      summary.met === true ? 'yes' : '**no**',
    ]);
  return tableText(['target', 'median', 'bound', 'met'], rows, [3]);
}

function bound({ target }: Summary): string {
  if (target === undefined) return '';
  return 'atLeast' in target ? `≥ ${shown(target.atLeast)}` : `≤ ${shown(target.atMost)}`;
}

function shown(value: number): string {
  return value.toLocaleString('en-GB');
}
