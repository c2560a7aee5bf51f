import type { ListedSchedule, Schedule } from '../../client/schedule-shapes.ts';
import { prettyJson } from '../output/json-text.ts';
import { painter } from '../output/paint.ts';
import { type Column, listOf, tableOf } from '../output/table.ts';
import { agoText, momentText } from '../output/time-text.ts';
import { visible } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';

type Look = Pick<Surroundings, 'now' | 'colours' | 'columns'>;

/** A line for each schedule. */
export function scheduleTable(schedules: readonly ListedSchedule[], look: Look): string {
  const columns = scheduleColumns(look.now());
  return tableOf(schedules, columns, { paint: painter(look.colours), columns: look.columns });
}

function scheduleColumns(now: number): readonly Column<ListedSchedule>[] {
  return [
    { title: 'SCHEDULE', text: ({ name }) => name },
    { title: 'TYPE', text: ({ type }) => type },
    { title: 'TIMES', text: timesText },
    {
      title: 'NEXT',
      text: ({ next: [first] }) => (first === undefined ? 'paused' : agoText(first, now)),
      style: ({ paused }) => (paused ? 'yellow' : undefined),
    },
    { title: 'FROM', text: ({ origin }) => origin },
    { title: 'LAST JOB', text: ({ lastJob }) => lastJob?.status ?? '' },
  ];
}

function timesText({ cron, timeZone, every }: ListedSchedule): string {
  if (cron === undefined) return `every ${every}`;
  return timeZone === undefined || timeZone === 'UTC' ? `${cron} UTC` : `${cron} ${timeZone}`;
}

/** All there is of one. */
export function scheduleSheet(schedule: Schedule, { now: clock, colours }: Look): string {
  const now = clock();
  const { next, lastJob, skipped } = schedule;
  const when = (time: string) => `${momentText(time)} (${agoText(time, now)})`;
  const entries: [string, string | undefined][] = [
    ['Schedule', visible(schedule.name)],
    ['Type', visible(schedule.type)],
    ['Times', visible(timesText(schedule))],
    ['Next', schedule.paused ? 'paused: only by hand' : next.map(when).join('\n')],
    ['Overlap', schedule.overlap],
    ['Missed', schedule.missed],
    ['Made in', schedule.origin === 'code' ? 'code' : 'the API'],
    [
      'Last job',
      lastJob && `${visible(lastJob.id)} for ${when(lastJob.at)}: ${lastJob.status ?? 'not there'}`,
    ],
    ['Skipped', skipped && `${skipped.count}, last ${when(skipped.lastAt)}`],
    ['Payload', prettyJson(schedule.payload)],
  ];
  const shown = entries.filter((entry): entry is [string, string] => Boolean(entry[1]));
  return listOf(shown, painter(colours));
}
