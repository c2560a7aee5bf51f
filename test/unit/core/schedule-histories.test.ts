import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../functions/core/duration.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import type { Overlap, Schedule } from '../../../functions/core/schedule.ts';
import { Platform } from '../../../testing/platform.ts';
import { ScheduleHistory } from '../../support/protocol/schedule-history.ts';
import { jobIdAt } from '../../support/protocol/schedule-world.ts';

const seeds = Array.from({ length: 8 }, (_, i) => i + 1);

/** Half an hour of chaos, then half an hour in which nothing fails. */
async function historyOf(seed: number, overlap: Overlap) {
  const history = new ScheduleHistory(seed);
  const { world, kit } = history;
  const begin = world.clock.now();
  await history.put(overlap);
  await history.run(hour / 2);
  const end = world.clock.now();
  await new Platform(world, kit.jobs).passUntil(end + hour / 2);
  const schedule = await world.store.getSchedule({ tenant: 'acme', name: overlap });
  if (schedule === undefined) throw new Error('The schedule is gone');
  const times = Array.from(
    { length: Math.floor((end - begin) / minute) },
    (_, i) => begin + (i + 1) * minute,
  );
  return { schedule, times, jobs: jobsAt(world.store.all(), schedule, times), starts: kit.starts };
}

function jobsAt(records: readonly JobRecord[], schedule: Schedule, times: readonly number[]) {
  const byId = new Map(records.map((record) => [record.id, record]));
  return times.flatMap((at) => {
    const record = byId.get(jobIdAt(schedule, at));
    return record === undefined ? [] : [{ at, record }];
  });
}

describe('schedulers and workers that race and crash', () => {
  it.each(seeds)('run each time once, and none early: seed %i', async (seed) => {
    const { times, jobs, starts } = await historyOf(seed, 'allow');

    expect(jobs.map(({ at }) => at)).toEqual(times);
    for (const { at, record } of jobs) {
      const own = starts.filter(({ id }) => id === record.id);
      expect(own.length).toBeGreaterThanOrEqual(1);
      expect(Math.min(...own.map((start) => start.at))).toBeGreaterThanOrEqual(at);
      expect(record.status).toMatch(/succeeded|failed/);
    }
  });

  it.each(seeds)('never have two at a time of one that skips: seed %i', async (seed) => {
    const { times, jobs, schedule } = await historyOf(seed, 'skip');

    const spans = jobs
      .map(({ record }) => ({ from: record.createdAt, to: record.finishedAt ?? Infinity }))
      .sort((a, b) => a.from - b.from);
    expect(spans.length).toBeGreaterThan(0);
    expect(spans.filter(({ from }, i) => from < (spans[i - 1]?.to ?? 0))).toEqual([]);
    expect(spans.length).toBeLessThanOrEqual(times.length);
    expect(schedule.last?.at).toBeGreaterThan(times.at(-1) ?? 0);
  });
});
