import { type Figure, quantile } from '../support/figure.ts';
import type { Load, Measured } from './measure-contender.ts';
import type { Participant } from './participant.ts';

export interface Line {
  readonly participant: Pick<Participant, 'title' | 'versions' | 'durability'>;
  /** One of each round. */
  readonly measured: readonly Measured[];
}

/** One after the other in each round, so that what else the machine does meets all of them alike. */
export async function runRounds(
  participants: readonly Participant[],
  rounds: number,
  loadOf: (participant: Participant) => Load,
): Promise<readonly Line[]> {
  const lines = participants.map((participant) => ({ participant, measured: [] as Measured[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { participant, measured } of lines) {
      measured.push(await participant.measure(loadOf(participant)));
    }
  }
  return lines;
}

export const columns = ['p50', 'p99', 'jobs', 'enqueues', 'look-ups'] as const;
export type Column = (typeof columns)[number];

/** One value for each round. */
export function figuresOf({ participant, measured }: Line): Readonly<Record<Column, Figure>> {
  const figure = (what: string, unit: string, value: (one: Measured) => number): Figure => ({
    what: `${participant.title}: ${what}`,
    unit,
    values: measured.map(value),
  });
  return {
    p50: figure('enqueue to done: p50', 'ms', ({ latencies }) => quantile(latencies, 0.5)),
    p99: figure('enqueue to done: p99', 'ms', ({ latencies }) => quantile(latencies, 0.99)),
    jobs: figure('jobs', '/s', ({ jobsPerSecond }) => jobsPerSecond),
    enqueues: figure('jobs enqueued', '/s', ({ enqueuesPerSecond }) => enqueuesPerSecond),
    'look-ups': figure('look-ups', '/s', ({ lookUpsPerSecond }) => lookUpsPerSecond),
  };
}

/** In each round, how many times as many jobs one has done in a second as the other. */
export function ratiosOf(one: Line, other: Line): readonly number[] {
  return one.measured.map(
    ({ jobsPerSecond }, round) => jobsPerSecond / (other.measured[round]?.jobsPerSecond ?? 0),
  );
}
