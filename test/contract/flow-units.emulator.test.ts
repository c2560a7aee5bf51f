import { describe, expect, it } from 'vitest';
import { flows } from '../../bench/cost/flows.ts';
import { measureFlow } from '../../bench/cost/measure-flow.ts';
import type { UnitName } from '../../bench/cost/units.ts';
import { requireEmulator } from '../support/targets/require-emulator.ts';

type Counted = Exclude<UnitName, `${string}Time` | 'logs' | 'reads'>;

const memory = { api: 512, worker: 512, scheduler: 512 };

const once = {
  apiRequests: 1,
  workerRequests: 0.1,
  schedulerRequests: 0,
  sends: 1,
  receives: 0.2,
  recordWrites: 3,
  indexWrites: 1,
  statsWrites: 0.1,
  otherWrites: 0,
} satisfies Partial<Record<Counted, number>>;

/** Of one job, at most: what each flow is billed for. What costs less says so here. */
const most: Readonly<Record<string, Partial<Record<Counted, number>>>> = {
  single: once,
  'single, batches of 100': { ...once, workerRequests: 0.01, statsWrites: 0.01 },
  'single, HTTP API': once,
  // Three calls of SQS take 25 messages.
  'bulk of 25': { ...once, apiRequests: 0.04, sends: 0.12 },
  'bulk of 100': { ...once, apiRequests: 0.01, sends: 0.1 },
  'bulk of 100, batches of 100': {
    ...once,
    apiRequests: 0.01,
    workerRequests: 0.01,
    sends: 0.1,
    statsWrites: 0.01,
  },
  // The error of the first attempt, with where it was thrown, does not fit the record.
  'retried once': {
    ...once,
    workerRequests: 0.2,
    sends: 2,
    receives: 0.4,
    recordWrites: 5,
    statsWrites: 0.2,
    otherWrites: 1,
  },
  // Into the due index and out of it. The last call of each shard's run may have less than ten.
  scheduled: { ...once, sends: 0.14, recordWrites: 4, indexWrites: 3 },
  'waited for': once,
};

/** The scheduler reads each record that is due. MiniStack counts less for a batch of them, LocalStack one for each. */
const mostReads: Readonly<Record<string, number>> = { scheduled: 1.1, 'waited for': 3.2 };
/** Bytes: a line for each batch. */
const mostLogs: Readonly<Record<string, number>> = { 'retried once': 450 };

describe('what a job is billed for', () => {
  it.each(flows.map((flow) => [flow.name, flow] as const))(
    'does not grow: %s',
    async (name, flow) => {
      requireEmulator();

      const { units } = await measureFlow(flow, { jobs: 100, rounds: 1, memory });

      for (const [unit, bound] of Object.entries(most[name] ?? {})) {
        // Sums of parts of one are not exact.
        expect(units[unit as UnitName], unit).toBeLessThanOrEqual(bound + 1e-9);
      }
      expect(units.recordWrites, 'what is counted').toBeGreaterThanOrEqual(3);
      // The key of the API, now and then.
      expect(units.reads).toBeLessThanOrEqual(mostReads[name] ?? 0.1);
      expect(units.logs * 1e9).toBeLessThanOrEqual(mostLogs[name] ?? 35);
    },
  );

  it('has a bound for each flow', () => {
    expect(Object.keys(most)).toEqual(flows.map(({ name }) => name));
  });
});
