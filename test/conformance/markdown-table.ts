import type { BehaviourGroup } from './behaviour.ts';
import type { Report } from './report.ts';

/** Targets in the order of their columns; those without a report have not been run. */
const columns = {
  ministack: 'MiniStack',
  localstack: 'LocalStack',
  'localstack-as-released': 'LocalStack, as released',
  aws: 'AWS',
} as const;

const names = Object.keys(columns) as readonly (keyof typeof columns)[];

/** A table for each service, and under it what was seen where a behaviour does not hold. */
export function markdownTable(
  groups: readonly BehaviourGroup[],
  reports: readonly Report[],
): string {
  const found = names.map((name) => reports.find((report) => report.name === name));
  const titles = names.map((name, place) => {
    const release = found[place]?.release;
    return release === undefined ? columns[name] : `${columns[name]} ${release}`;
  });
  return groups.map((group) => tableOf(group, titles, found)).join('\n');
}

function tableOf(
  { service, behaviours }: BehaviourGroup,
  titles: readonly string[],
  found: readonly (Report | undefined)[],
): string {
  const rows = behaviours.map(({ name, needed, upholds }, place) => {
    const cells = found.map((report) => cell(report, name));
    return row([String(place + 1), name, upholds, needed, ...cells]);
  });
  const seen = behaviours.flatMap(({ name }, place) =>
    found.flatMap((report, column) => {
      const finding = report?.findings[name];
      return finding === undefined || finding.holds
        ? []
        : [`- ${place + 1}, ${titles[column]}: ${finding.seen}`];
    }),
  );
  return [
    `### ${service}`,
    '',
    row(['', 'behaviour', 'what rests on it', 'needed for', ...titles]),
    row(Array.from({ length: titles.length + 4 }, () => '---')),
    ...rows,
    '',
    ...(seen.length > 0 ? ['Seen where it does not hold:', '', ...seen, ''] : []),
  ].join('\n');
}

function cell(report: Report | undefined, name: string): string {
  const finding = report?.findings[name];
  if (finding === undefined) return 'not run';
  return finding.holds ? 'yes' : '**no**';
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}
