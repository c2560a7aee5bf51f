import type { Calendar } from './calendar.ts';
import { timeOrderedId } from './job-id.ts';
import { nextAfter } from './occurrences.ts';
import { planSchedule, type SchedulePorts } from './plan-schedules.ts';
import {
  hasSameTimes,
  isSameTerms,
  mostSchedules,
  type Schedule,
  type ScheduleAddress,
  type ScheduleTerms,
} from './schedule.ts';
import { mostRounds, writeSchedule } from './write-schedule.ts';

export interface NewSchedule extends ScheduleAddress {
  readonly origin: Schedule['origin'];
  readonly terms: ScheduleTerms;
}

export type Put =
  | { readonly outcome: 'created' | 'changed' | 'unchanged'; readonly schedule: Schedule }
  /** The name belongs to one of the other origin, or to one of another job type. */
  | { readonly outcome: 'other-origin' | 'other-type'; readonly schedule: Schedule }
  | { readonly outcome: 'too-many' };

/** Makes the schedule, or gives the one of this name other terms. The same terms again change nothing. */
export async function putSchedule(ports: SchedulePorts, wanted: NewSchedule): Promise<Put> {
  for (let round = 0; round < mostRounds; round += 1) {
    const existing = await ports.store.getSchedule(wanted);
    const refused =
      existing === undefined ? await refuseNew(ports, wanted) : compare(existing, wanted);
    if (refused !== undefined) return refused;
    const draft = draftOf(ports, await ports.calendar(), wanted, existing);
    const schedule = await writeSchedule(ports, draft, existing);
    if (schedule === undefined) continue;
    await planAtOnce(ports, schedule);
    return { outcome: existing === undefined ? 'created' : 'changed', schedule };
  }
  throw new Error(`Schedule '${wanted.name}' was changed ${mostRounds} times meanwhile`);
}

async function refuseNew({ store }: SchedulePorts, wanted: NewSchedule): Promise<Put | undefined> {
  if (wanted.origin === 'code') return undefined;
  const all = await store.listSchedules(wanted.tenant);
  return all.length < mostSchedules ? undefined : { outcome: 'too-many' };
}

function compare(schedule: Schedule, { origin, terms }: NewSchedule): Put | undefined {
  if (schedule.origin !== origin) return { outcome: 'other-origin', schedule };
  if (schedule.type !== terms.type) return { outcome: 'other-type', schedule };
  return isSameTerms(schedule, terms) ? { outcome: 'unchanged', schedule } : undefined;
}

function draftOf(
  ports: SchedulePorts,
  calendar: Calendar,
  { tenant, name, origin, terms }: NewSchedule,
  existing?: Schedule,
): Omit<Schedule, 'version'> {
  const now = ports.clock.now();
  const kept = existing ?? { createdAt: now, generation: timeOrderedId(now, ports.random) };
  const base = { ...kept, ...terms, tenant, name, origin, updatedAt: now };
  if (existing !== undefined && hasSameTimes(existing, terms)) return base;
  // Not a time that was taken: it would be taken twice, by clocks that differ.
  const after = Math.max(now, existing?.last?.at ?? 0);
  const nextAt = terms.paused ? undefined : nextAfter(calendar, terms.timing, after);
  const { nextAt: _, ...rest } = { nextAt: undefined, ...base };
  return {
    ...rest,
    generation: timeOrderedId(now, ports.random),
    ...(nextAt !== undefined && { nextAt }),
  };
}

/** Its first time may come before the scheduler's next run. If this fails, that run plans it, a little late. */
async function planAtOnce(ports: SchedulePorts, schedule: Schedule): Promise<void> {
  await planSchedule(ports, schedule).catch((error) => {
    ports.log.warn(`Schedule '${schedule.name}' is left to the scheduler's next run`, {
      tenant: schedule.tenant,
      schedule: schedule.name,
      error: String(error),
    });
  });
}
