import type { Timing } from './calendar.ts';

/** What to do at a time at which the schedule's last job is not over: nothing, or run it beside that one. */
export const overlaps = ['skip', 'allow'] as const;
export type Overlap = (typeof overlaps)[number];

/** Which of the times to make good that passed while nothing ran: the last one, none, or each of them. */
export const missedRules = ['latest', 'none', 'all'] as const;
export type Missed = (typeof missedRules)[number];

/** What a schedule does, as whoever made it said. */
export interface ScheduleTerms {
  readonly type: string;
  /** JSON text, at most `longestSchedulePayload`. */
  readonly payload: string;
  readonly timing: Timing;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly paused: boolean;
}

export interface ScheduleAddress {
  readonly tenant: string;
  readonly name: string;
}

/** One job of a schedule. */
export interface ScheduledRun {
  /** The time it was for; of one that was asked for by hand, the time of that. */
  readonly at: number;
  readonly jobId: string;
}

/** The schedule's row. It is written about twice for each run, and DynamoDB bills the whole of it each time. */
export interface Schedule extends ScheduleTerms, ScheduleAddress {
  /** Made beside the job type, or over the API. */
  readonly origin: 'code' | 'api';
  /** Another one whenever its times change: what was planned under the one before is void. */
  readonly generation: string;
  /** Another one with each write: a write names the one that it has seen. */
  readonly version: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The first time that is not planned yet. None: paused, or no time comes any more. */
  readonly nextAt?: number;
  /** The last time that was taken, and the job of Errand's own that took it. */
  readonly last?: ScheduledRun & { readonly firedBy: string };
  readonly byHand?: ScheduledRun;
  /** Times at which the job before was not over. */
  readonly skipped?: { readonly count: number; readonly at: number };
}

/** A row is read and written for each run, a payload with it. */
export const longestSchedulePayload = 20_000;
/** Characters. A list may name one value any number of times, and an item of DynamoDB ends at 400 KB. */
export const longestCron = 200;
/** Characters; the longest name there is has 32. */
export const longestTimeZone = 64;
/** Of a tenant. They are listed all at once. */
export const mostSchedules = 500;

export const scheduleNameForm =
  "1 to 50 characters of A-Z, a-z, 0-9, '.', '_' and '-', beginning with a letter or a digit";

export function isScheduleName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/.test(name);
}

/** Finds the jobs of a schedule in a list. */
export function tagOf({ name }: Pick<ScheduleAddress, 'name'>): string {
  return `schedule:${name}`;
}

export function isSameTerms(a: ScheduleTerms, b: ScheduleTerms): boolean {
  const rest = ({ type, payload, overlap, missed }: ScheduleTerms) =>
    JSON.stringify([type, payload, overlap, missed]);
  return rest(a) === rest(b) && hasSameTimes(a, b);
}

/** A schedule that is paused has none. */
export function hasSameTimes(a: ScheduleTerms, b: ScheduleTerms): boolean {
  return timesText(a) === timesText(b);
}

function timesText({ timing, paused }: ScheduleTerms): string {
  const times = 'every' in timing ? [timing.every] : [timing.cron, timing.timeZone];
  return JSON.stringify([...times, paused]);
}
