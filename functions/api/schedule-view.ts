import { durationText } from '../core/duration-text.ts';
import { type JobRecord, live } from '../core/job-record.ts';
import { nextTimes } from '../core/occurrences.ts';
import type { Schedule, ScheduledRun } from '../core/schedule.ts';
import type { ApiPorts } from './api-ports.ts';
import { timeText } from './rfc-3339.ts';

const timesShown = 5;

/** Schedules as the API shows them; each as JSON text, with its payload only if `whole`. */
export async function scheduleTexts(
  { store, clock, calendar }: ApiPorts,
  schedules: readonly Schedule[],
  { whole }: { readonly whole: boolean },
): Promise<readonly string[]> {
  if (schedules.length === 0) return [];
  const now = clock.now();
  const times = await calendar();
  const runs = schedules.map(lastRun);
  const records = await store.getMany(runs.flatMap((run) => run?.jobId ?? []));
  const known = new Map(records.map((record) => [record?.id, live(record, now)]));
  return schedules.map((schedule, place) => {
    const run = runs[place];
    const after = { after: now, count: timesShown };
    const next = schedule.paused ? [] : nextTimes(times, schedule.timing, after);
    const tail = {
      next: next.map(timeText),
      lastJob: run && jobView(run, known.get(run.jobId)),
      skipped: skippedView(schedule),
    };
    return [
      JSON.stringify(headOf(schedule)).slice(0, -1),
      whole ? `,"payload":${schedule.payload}` : '',
      `,${JSON.stringify(tail).slice(1)}`,
    ].join('');
  });
}

function headOf({
  name,
  type,
  timing,
  overlap,
  missed,
  paused,
  origin,
  ...rest
}: Schedule): object {
  const { createdAt, updatedAt } = rest;
  return {
    name,
    type,
    ...('every' in timing ? { every: durationText(timing.every) } : timing),
    overlap,
    missed,
    paused,
    origin,
    createdAt: timeText(createdAt),
    updatedAt: timeText(updatedAt),
  };
}

function lastRun({ last, byHand }: Schedule): ScheduledRun | undefined {
  if (last === undefined || byHand === undefined) return last ?? byHand;
  return last.at >= byHand.at ? last : byHand;
}

/** Without a status: it has expired, or is about to be enqueued. */
function jobView({ at, jobId }: ScheduledRun, record: JobRecord | undefined): object {
  return { id: jobId, at: timeText(at), status: record?.status };
}

function skippedView({ skipped }: Schedule): object | undefined {
  return skipped && { count: skipped.count, lastAt: timeText(skipped.at) };
}
