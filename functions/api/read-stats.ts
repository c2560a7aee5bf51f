import { minute } from '../core/duration.ts';
import type { MinuteStats, TypeStats } from '../core/store.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { invalidRequest } from './problem.ts';
import { readWholeNumber } from './read-whole-number.ts';
import { timeText } from './rfc-3339.ts';

/** Ends of attempts in the last minutes, the one under way included; minutes without any are left out. */
export async function readStats(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const read = readWholeNumber(event.query, 'minutes', { from: 1, to: 1_440, otherwise: 60 });
  if (read.value === undefined) throw invalidRequest(read.faults);

  const end = (Math.floor(ports.clock.now() / minute) + 1) * minute;
  const stats = await ports.store.readStats(event.tenant, end - read.value * minute, end);

  return { status: 200, body: JSON.stringify({ minutes: stats.map(minuteView) }) };
}

function minuteView({ minute: at, types }: MinuteStats): object {
  const views = Object.entries(types).map(([name, stats]) => [name, typeView(stats)]);
  return { at: timeText(at), types: Object.fromEntries(views) };
}

function typeView({ succeeded, failed, cancelled, retried, duration }: TypeStats): object {
  const attempts = succeeded + failed + cancelled + retried;
  const averageDurationMs = attempts === 0 ? 0 : Math.round(duration / attempts);
  return { succeeded, failed, cancelled, retried, durationMs: duration, averageDurationMs };
}
