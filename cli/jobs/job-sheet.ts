import { isOver } from '../../client/is-over.ts';
import type { Job } from '../../client/job-shapes.ts';
import { prettyJson } from '../output/json-text.ts';
import { painter } from '../output/paint.ts';
import { listOf } from '../output/table.ts';
import { agoText, momentText } from '../output/time-text.ts';
import { visible, visibleLines } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';
import { progressText, styleOf, tookText } from './job-texts.ts';

/** All there is of one job, a line or more for each part. */
export function jobSheet(
  job: Job,
  { now: clock, colours }: Pick<Surroundings, 'now' | 'colours'>,
): string {
  const now = clock();
  const paint = painter(colours);
  const { attempt, maxAttempts, createdAt, runAt, startedAt, finishedAt } = job;
  const took = isOver(job) && startedAt !== undefined ? `, took ${tookText(job, now)}` : '';
  const entries: [string, string | undefined][] = [
    ['Id', visible(job.id)],
    ['Type', `${visible(job.type)} on queue ${visible(job.queue)}`],
    ['Status', paint(styleOf(job), job.status)],
    ['Attempt', `${attempt} of ${maxAttempts}`],
    ['Created', whenText(createdAt, now)],
    ['Not before', runAt && whenText(runAt, now)],
    ['Started', startedAt && whenText(startedAt, now)],
    ['Finished', finishedAt && `${whenText(finishedAt, now)}${took}`],
    ['Cancel asked', job.cancelRequestedAt && whenText(job.cancelRequestedAt, now)],
    ['Erased', job.erasedAt && whenText(job.erasedAt, now)],
    ['Tags', job.tags.length === 0 ? undefined : job.tags.map(visible).join(', ')],
    ['Progress', job.progress && visible(progressText(job.progress))],
    ['Error', job.error && errorLines(job.error)],
    ['Payload', 'payload' in job ? prettyJson(job.payload) : undefined],
    ['Result', 'result' in job ? prettyJson(job.result) : undefined],
    ['History', historyLines(job)],
  ];
  const shown = entries.filter((entry): entry is [string, string] => Boolean(entry[1]));
  return listOf(shown, paint);
}

function whenText(time: string, now: number): string {
  return `${momentText(time)} (${agoText(time, now)})`;
}

function errorLines({ code, name, message, attempt, stack }: NonNullable<Job['error']>): string {
  const head = visibleLines(`${code} in attempt ${attempt}: ${name}: ${message}`);
  // A stack begins with name and message as a rule.
  const lines =
    stack?.split('\n').filter((line) => /^\s+at |^Caused by|^\s*\[cause\]/.test(line)) ?? [];
  return [head, ...lines.map(visible)].join('\n');
}

function historyLines({ history }: Job): string {
  return history
    .map(({ status, at, attempt }) => {
      const number = attempt === 0 ? '' : `attempt ${attempt}`;
      return `${momentText(at)}  ${status.padEnd('succeeded'.length)}  ${number}`.trimEnd();
    })
    .join('\n');
}
