import { type Figure, type Summary, summaryOf, type Target } from './figure.ts';
import { loadNow, type Machine } from './machine.ts';

export interface Report {
  /** As it was before the measurement. */
  readonly machine: Machine;
  /** What the figures were measured with. */
  readonly settings: Readonly<Record<string, number | string>>;
  readonly figures: readonly Figure[];
}

/** A table in Markdown, or JSON, which has `further` as well. */
export function printReport(
  { machine, settings, figures }: Report,
  json: boolean,
  further: object = {},
): void {
  const summaries = figures.map(summaryOf);
  if (json) {
    console.log(
      JSON.stringify(
        { machine, loadAfter: loadNow(), settings, figures: summaries, ...further },
        undefined,
        2,
      ),
    );
    return;
  }
  printHeading(machine, settings);
  console.log('| measured | median | least – most | runs | target | met |');
  console.log('| --- | --: | --: | --: | --: | --- |');
  for (const summary of summaries) console.log(row(summary));
}

/** Where, when and with what it was measured. */
export function printHeading(machine: Machine, settings: Report['settings']): void {
  const { date, node, system, processor, processors, memoryGb, load } = machine;
  console.log(
    `${date}, Node ${node}, ${system}, ${processors} × ${processor}, ${memoryGb} GB, load ${load} before and ${loadNow()} after`,
  );
  console.log(`${described(settings)}\n`);
}

function described(settings: Report['settings']): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

function row({ what, unit, median, least, most, runs, target, met }: Summary): string {
  const spread = least === most ? '' : `${shown(least)} – ${shown(most)}`;
  const verdict = met === undefined ? '' : met ? 'yes' : '**no**';
  const cells = [what, `${shown(median)} ${unit}`.trim(), spread, runs, bound(target), verdict];
  return `| ${cells.join(' | ')} |`;
}

function bound(target: Target | undefined): string {
  if (target === undefined) return '';
  return 'atLeast' in target ? `≥ ${shown(target.atLeast)}` : `≤ ${shown(target.atMost)}`;
}

function shown(value: number): string {
  return value.toLocaleString('en-GB');
}
