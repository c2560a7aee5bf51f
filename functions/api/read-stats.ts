import { minute } from '../core/duration.ts';
import type { MinuteStats, TypeStats } from '../core/store.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { invalidRequest } from './problem.ts';
import { readWholeNumber } from './read-whole-number.ts';
import { timeText } from './rfc-3339.ts';
import { sumMinutes } from './sum-minutes.ts';

/** Lambda answers with 6 MB at most, and to get there each quotation mark takes two bytes. */
const longestAnswer = 5_000_000;

/**
 * Ends of attempts in the last minutes, the one under way included, in rows of `step` minutes; rows without any
 * are left out.
 */
export async function readStats({ query, tenant }: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const minutes = readWholeNumber(query, 'minutes', { from: 1, to: 1_440, otherwise: 60 });
  const step = readWholeNumber(query, 'step', { from: 1, to: 1_440, otherwise: 1 });
  if (minutes.value === undefined || step.value === undefined)
    throw invalidRequest([...minutes.faults, ...step.faults]);

  const end = (Math.floor(ports.clock.now() / minute) + 1) * minute;
  const from = end - minutes.value * minute;
  const stats = await ports.store.readStats(tenant, from, end);

  const rows = sumMinutes(stats, { from, step: step.value });
  const body = JSON.stringify({ minutes: rows.map(minuteView) });
  refuseTooLong(Buffer.byteLength(body), step.value);
  return { status: 200, body };
}

function refuseTooLong(length: number, step: number): void {
  if (length <= longestAnswer) return;
  const enough = Math.ceil((step * length) / longestAnswer);
  const detail = `Expected a step whose answer has at most ${longestAnswer} bytes, and one of ${step} has ${length}: ask for fewer minutes, or for rows of more, such as step=${enough}`;
  throw invalidRequest([{ parameter: 'step', detail }]);
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
