import {
  type FunctionName,
  functionNames,
  type Variant,
  variants,
} from '../handlers/handler-of.ts';
import { type Figure, quantile } from '../support/figure.ts';
import { tableText } from '../support/table.ts';
import type { MeasuredFunction } from './measure-starts.ts';
import type { ColdStart } from './start-function.ts';

/** How much longer than the least that makes the same calls. */
const mostOfPlain = 1.1;

const words: Readonly<Record<Variant, string>> = {
  errand: 'Errand',
  plain: 'the same calls, a loop',
  powertools: 'with Powertools',
  middy: 'with Middy and Powertools',
};

/** Of each start the share of another one's in the same round. */
export function coldFigures(measured: readonly MeasuredFunction[]): readonly Figure[] {
  const ratio = (name: FunctionName, other: Variant, part: keyof ColdStart) => {
    const [own, others] = [of(measured, name, 'errand'), of(measured, name, other)];
    return own.starts.map((start, round) => start[part] / (others.starts[round]?.[part] ?? 0));
  };
  return functionNames.flatMap((name) => [
    {
      what: `${name}: import, times that of the same calls in a loop`,
      unit: '',
      values: ratio(name, 'plain', 'importMs'),
      target: { atMost: mostOfPlain },
    },
    ...(['powertools', 'middy'] as const).map((other) => ({
      what: `${name}: import, times that ${words[other]}`,
      unit: '',
      values: ratio(name, other, 'importMs'),
      target: { atMost: 1 },
    })),
    {
      what: `${name}: import, processor time, times that of the same calls in a loop`,
      unit: '',
      values: ratio(name, 'plain', 'importProcessorMs'),
    },
    {
      what: `${name}: import and first invoke, times that of the same calls in a loop`,
      unit: '',
      values: wholeOf(measured, name, 'errand').map(
        (ms, round) => ms / (wholeOf(measured, name, 'plain')[round] ?? 0),
      ),
    },
  ]);
}

/** Medians, with the least and the most behind them. */
export function coldTable(measured: readonly MeasuredFunction[]): string {
  const rows = functionNames.flatMap((name) =>
    variants.map((variant) => {
      const { bytes, starts } = of(measured, name, variant);
      const cell = (part: keyof ColdStart) => spread(starts.map((start) => start[part]));
      return [
        `${name}: ${words[variant]}`,
        kilobytes(bytes.atStart),
        kilobytes(bytes.atStartGzip),
        cell('importMs'),
        cell('importProcessorMs'),
        cell('firstInvokeMs'),
      ];
    }),
  );
  const head = [
    'function',
    'kB at start',
    'gzip',
    'import, ms',
    'of the processor, ms',
    'first invoke, ms',
  ];
  return tableText(head, rows);
}

function wholeOf(measured: readonly MeasuredFunction[], name: FunctionName, variant: Variant) {
  return of(measured, name, variant).starts.map(
    ({ importMs, firstInvokeMs }) => importMs + firstInvokeMs,
  );
}

function of(measured: readonly MeasuredFunction[], name: FunctionName, variant: Variant) {
  const found = measured.find((each) => each.name === name && each.variant === variant);
  if (found === undefined) throw new RangeError(`${name}, ${variant}: it was not measured`);
  return found;
}

function spread(values: readonly number[]): string {
  const [median = 0, least = 0, most = 0] = [0.5, 0, 1].map((share) => quantile(values, share));
  return `${median.toFixed(1)} (${least.toFixed(1)} – ${most.toFixed(1)})`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
