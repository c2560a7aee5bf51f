import { queues } from '../../functions/jobs/queues.ts';
import { stackDefaults } from '../../infra/stack-defaults.ts';
import { awsLimits } from './aws-limits.ts';
import { type Carried, carries } from './carries.ts';
import type { Deployment, Load } from './load.ts';
import { type Needs, settingsFor } from './settings-for.ts';
import { type Ramp, simulateRamp } from './simulate-ramp.ts';

/** The queue `default`, in a stack whose props say nothing. */
export const standard: Deployment = {
  concurrency: queues.default.concurrency,
  batch: queues.default.batch,
  queues: 1,
  dueShards: stackDefaults.dueShards,
  timelineShards: stackDefaults.timelineShards,
  requests: stackDefaults.throttle.rateLimit,
};

export const rates = [100, 1_000, 10_000] as const;

export interface Scale {
  readonly carried: readonly Carried[];
  readonly columns: readonly {
    readonly load: Load;
    readonly needs: Needs;
    /** With these settings, and with those of a stack whose props say nothing. */
    readonly ramp: Ramp;
    readonly unchanged: Ramp;
  }[];
}

export function scaleOf(load: Omit<Load, 'jobsPerSecond'>): Scale {
  return {
    carried: carries(standard, { ...load, jobsPerSecond: 1 }),
    columns: rates.map((jobsPerSecond) => {
      const each = { ...load, jobsPerSecond };
      const needs = settingsFor(each, standard);
      return {
        load: each,
        needs,
        ramp: simulateRamp(needs.deployment, each),
        unchanged: simulateRamp(standard, each),
      };
    }),
  };
}

export function scaleTables({ carried, columns }: Scale): readonly string[] {
  return [
    table(
      ['what', 'jobs a second', 'turn'],
      carried
        .toSorted((a, b) => a.jobsPerSecond - b.jobsPerSecond)
        .map(({ what, jobsPerSecond, turn }) => [what, whole(Math.floor(jobsPerSecond)), turn]),
    ),
    table(
      ['jobs a second', ...columns.map(({ load }) => whole(load.jobsPerSecond))],
      [
        [
          '`concurrency` of each queue',
          ...columns.map(({ needs }) => ofSettings(needs, 'concurrency')),
        ],
        ['queues', ...columns.map(({ needs }) => ofSettings(needs, 'queues'))],
        [
          '`throttle`, requests a second',
          ...columns.map(({ needs }) => ofSettings(needs, 'requests')),
        ],
        ['`timelineShards`', ...columns.map(({ needs }) => ofSettings(needs, 'timelineShards'))],
        ['`dueShards`', ...columns.map(({ needs }) => ofSettings(needs, 'dueShards'))],
        [
          'functions at once in the account',
          ...columns.map(({ needs }) => quota(needs.functions, awsLimits.concurrentFunctions)),
        ],
        [
          'requests a second in the account',
          ...columns.map(({ needs }) => quota(needs.requests, awsLimits.gatewayRequests)),
        ],
        [
          'write units of the table a second',
          ...columns.map(({ needs }) => quota(needs.tableWrites, awsLimits.newTableWrites)),
        ],
      ],
    ),
    table(
      ['jobs a second, at once', ...columns.map(({ load }) => whole(load.jobsPerSecond))],
      [
        ...rampRows(
          'with these settings',
          columns.map(({ ramp }) => ramp),
        ),
        ...rampRows(
          'as it is deployed',
          columns.map(({ unchanged }) => unchanged),
        ),
      ],
    ),
  ];
}

function rampRows(name: string, ramps: readonly Ramp[]): readonly (readonly string[])[] {
  const row = (what: string, shown: (ramp: Ramp) => string) => [
    `${name}: ${what}`,
    ...ramps.map(shown),
  ];
  return [
    row('keeps up after', ({ keepsUpAfter }) => secondsOf(keepsUpAfter)),
    row('nothing waits after', ({ drainedAfter }) => secondsOf(drainedAfter)),
    row('jobs that wait, at most', ({ drainedAfter, backlog }) =>
      drainedAfter === undefined ? 'ever more' : whole(backlog),
    ),
    row('longest wait', ({ drainedAfter, longestWait }) =>
      drainedAfter === undefined ? 'ever longer' : secondsOf(Math.ceil(longestWait)),
    ),
    row('in flight in each queue, at most', ({ inFlight }) => whole(inFlight)),
  ];
}

function ofSettings({ deployment }: Needs, name: keyof Deployment): string {
  const value = deployment[name];
  return value === standard[name] ? whole(value) : `**${whole(value)}**`;
}

/** What has to be asked for, or set, is in bold. */
function quota(value: number, standing: number): string {
  return value <= standing ? whole(value) : `**${whole(value)}**`;
}

function secondsOf(seconds: number | undefined): string {
  return seconds === undefined ? 'never' : `${whole(seconds)} s`;
}

function whole(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en-GB') : 'no bound';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, place) => (place === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}
