import { describe, expect, it } from 'vitest';
import { awsLimits } from '../../../scripts/scale/aws-limits.ts';
import { carries } from '../../../scripts/scale/carries.ts';
import { batchTime, type Load } from '../../../scripts/scale/load.ts';
import { rates, standard } from '../../../scripts/scale/scale-tables.ts';
import { settingsFor } from '../../../scripts/scale/settings-for.ts';
import { simulateRamp } from '../../../scripts/scale/simulate-ramp.ts';

function load(jobsPerSecond: number, change: Partial<Load> = {}): Load {
  return { jobsPerSecond, jobMs: 100, requestJobs: 1, scheduledShare: 0.1, ...change };
}

describe('the ramp of an event source', () => {
  it('carries at once what five batches carry', () => {
    const { firstBatches } = awsLimits;
    const fits = Math.floor((firstBatches * standard.batch) / batchTime(load(1)));

    expect(simulateRamp(standard, load(fits))).toMatchObject({ backlog: 0, longestWait: 0 });
    expect(simulateRamp(standard, load(fits + 5)).backlog).toBeGreaterThan(0);
  });

  it('gains 300 batches a minute', () => {
    const time = batchTime(load(1));
    // As many as run after a minute.
    const rate = Math.floor((305 * standard.batch) / time);

    const { keepsUpAfter } = simulateRamp({ ...standard, concurrency: 1_000 }, load(rate));

    expect(keepsUpAfter).toBe(61);
  });

  it('stops at the concurrency of the queue', () => {
    const ramp = simulateRamp({ ...standard, concurrency: 20 }, load(10_000));

    expect(ramp).toMatchObject({ batches: 20, drainedAfter: undefined, keepsUpAfter: undefined });
  });

  it('stops at the messages that may be in flight', () => {
    const wide = { ...standard, batch: 1_000, concurrency: 1_000 };

    expect(simulateRamp(wide, load(1_000_000)).inFlight).toBeLessThanOrEqual(awsLimits.inFlight);
  });

  it('shares the load among queues, each with a ramp of its own', () => {
    const one = simulateRamp({ ...standard, concurrency: 1_000 }, load(10_000));
    const four = simulateRamp({ ...standard, concurrency: 1_000, queues: 4 }, load(10_000));

    expect(four.longestWait).toBeLessThan(one.longestWait / 3);
  });

  it('lets the first job wait longest that came before the ramp caught up', () => {
    const {
      keepsUpAfter = 0,
      drainedAfter = 0,
      longestWait,
    } = simulateRamp({ ...standard, concurrency: 1_000 }, load(10_000));

    expect(drainedAfter).toBeGreaterThan(keepsUpAfter);
    expect(longestWait).toBeLessThan(keepsUpAfter);
    expect(longestWait).toBeGreaterThan(keepsUpAfter / 3);
  });
});

describe.each(rates)('the settings for %i jobs a second', (rate) => {
  it.each([
    ['short jobs', {}],
    ['jobs of five seconds', { jobMs: 5_000 }],
    ['jobs that are all scheduled', { scheduledShare: 1 }],
    ['a hundred jobs in a request', { requestJobs: 100 }],
  ])('carry them, and work off what the ramp has left: %s', (_, change) => {
    const { deployment } = settingsFor(load(rate, change), standard);

    const ramp = simulateRamp(deployment, load(rate, change));

    expect(ramp.drainedAfter).toBeDefined();
    // What is the account's or the table's has to be asked for.
    const ours = carries(deployment, load(rate, change)).filter(({ turn }) => turn.startsWith('`'));
    for (const { what, jobsPerSecond } of ours) {
      expect(jobsPerSecond, what).toBeGreaterThanOrEqual(rate);
    }
  });
});

it('as many batches as the load takes, and one less, are the difference between keeping up and not', () => {
  const time = batchTime(load(1));
  const needed = Math.ceil((1_000 * time) / standard.batch);

  const enough = simulateRamp({ ...standard, concurrency: needed + 1 }, load(1_000));
  const tooFew = simulateRamp({ ...standard, concurrency: needed - 1 }, load(1_000));

  expect(enough.drainedAfter).toBeDefined();
  expect(tooFew.drainedAfter).toBeUndefined();
});

it('a deployment with a part that carries less than the load is named by that part', () => {
  const [least] = carries({ ...standard, concurrency: 500, requests: 10 }, load(1)).toSorted(
    (a, b) => a.jobsPerSecond - b.jobsPerSecond,
  );

  expect(least).toMatchObject({ jobsPerSecond: 10, turn: expect.stringContaining('`throttle`') });
});
