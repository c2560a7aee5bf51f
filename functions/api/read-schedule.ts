import type { Calendar, Timing } from '../core/calendar.ts';
import { parseDuration } from '../core/duration.ts';
import { timingFault } from '../core/occurrences.ts';
import {
  longestSchedulePayload,
  missedRules,
  overlaps,
  type ScheduleTerms,
} from '../core/schedule.ts';
import type { ApiPorts } from './api-ports.ts';
import { isObject } from './json-checks.ts';
import { payloadText } from './payload-text.ts';
import { type Fault, Problem } from './problem.ts';
import type { Read } from './read.ts';
import { type Envelope, payloadFaults, readType } from './read-new-job.ts';
import { shown } from './shown.ts';
import { unknownFields } from './unknown-fields.ts';

const known = ['type', 'payload', 'cron', 'every', 'timeZone', 'overlap', 'missed', 'paused'];

/** The body of a PUT. Every fault of it is found, not the first one. */
export async function readSchedule(body: unknown, ports: ApiPorts): Promise<Read<ScheduleTerms>> {
  if (!isObject(body)) {
    const detail = `Expected an object with a type, a payload and a cron or every, got ${shown(body)}`;
    return { faults: [{ pointer: '#', detail }] };
  }
  const payload = scheduledPayload(body, ports);
  const type = readType(body, '#', ports.jobs);
  const timing = readTiming(body, await ports.calendar());
  const overlap = readChoice(body, 'overlap', overlaps);
  const missed = readChoice(body, 'missed', missedRules);
  const paused = readPaused(body);
  const faults = [
    ...unknownFields(body, '#', { known, of: 'a schedule' }),
    ...type.faults,
    ...(await payloadFaults(body, '#', type.value)),
    ...[timing, overlap, missed, paused].flatMap((read) => read.faults),
  ];
  if (faults.length > 0 || type.value === undefined || timing.value === undefined)
    return { faults };
  return {
    faults,
    value: {
      type: type.value.name,
      payload: payload ?? 'null',
      timing: timing.value,
      overlap: overlap.value ?? 'skip',
      missed: missed.value ?? 'latest',
      paused: paused.value ?? false,
    },
  };
}

function scheduledPayload(body: Envelope, { jobs }: ApiPorts): string | undefined {
  const text = payloadText(body, '#', jobs);
  const size = Buffer.byteLength(text ?? '');
  if (size <= longestSchedulePayload) return text;
  const detail = `The payload is ${size} bytes of JSON text, at most ${longestSchedulePayload} are accepted in a schedule: store what is large elsewhere and send where it is`;
  throw new Problem('payload-too-large', detail, { errors: [{ pointer: '#/payload', detail }] });
}

function readTiming(body: Envelope, calendar: Calendar): Read<Timing> {
  const { cron, every, timeZone } = body;
  if ((cron === undefined) === (every === undefined)) {
    const got = cron === undefined ? 'neither' : 'both';
    return fault(
      '#',
      `Expected either cron, such as '0 9 * * MON-FRI', or every, such as '15m', got ${got}`,
    );
  }
  const read = every === undefined ? readCron(cron, timeZone) : readEvery(every, timeZone);
  const wrong = read.value && timingFault(calendar, read.value);
  return wrong === undefined ? read : fault(`#/${wrong.field}`, wrong.detail);
}

function readCron(cron: unknown, timeZone: unknown = 'UTC'): Read<Timing> {
  if (typeof cron !== 'string') {
    return fault('#/cron', `Expected a text such as '0 9 * * MON-FRI', got ${shown(cron)}`);
  }
  if (typeof timeZone !== 'string') {
    return fault('#/timeZone', `Expected a text such as 'Europe/Berlin', got ${shown(timeZone)}`);
  }
  return { value: { cron, timeZone }, faults: [] };
}

function readEvery(every: unknown, timeZone: unknown): Read<Timing> {
  if (timeZone !== undefined) {
    const detail = `'every' counts from the beginning of 1970 in UTC, whatever the zone: leave timeZone out, or use cron`;
    return fault('#/timeZone', detail);
  }
  const ms = typeof every === 'string' ? parseDuration(every) : undefined;
  if (ms !== undefined) return { value: { every: ms }, faults: [] };
  return fault('#/every', `Expected a duration such as '15m', '3h' or '7d', got ${shown(every)}`);
}

function readChoice<Choice extends string>(
  body: Envelope,
  field: string,
  choices: readonly Choice[],
): Read<Choice> {
  const given = body[field];
  if (given === undefined) return { faults: [] };
  const value = choices.find((choice) => choice === given);
  if (value !== undefined) return { value, faults: [] };
  const names = choices.map((choice) => `'${choice}'`).join(' or ');
  return fault(`#/${field}`, `Expected ${names}, got ${shown(given)}`);
}

function readPaused({ paused }: Envelope): Read<boolean> {
  if (paused === undefined || typeof paused === 'boolean')
    return { value: paused ?? false, faults: [] };
  return fault('#/paused', `Expected true or false, got ${shown(paused)}`);
}

function fault(pointer: string, detail: string): { readonly faults: readonly Fault[] } {
  return { faults: [{ pointer, detail }] };
}
