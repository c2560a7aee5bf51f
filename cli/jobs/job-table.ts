import { isOver } from '../../client/is-over.ts';
import type { ListedJob } from '../../client/job-shapes.ts';
import { painter } from '../output/paint.ts';
import { type Column, tableOf } from '../output/table.ts';
import { agoText } from '../output/time-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { remarkOf, styleOf, tookText } from './job-texts.ts';

/** A line for each job. */
export function jobTable(
  jobs: readonly ListedJob[],
  { now, colours, columns }: Pick<Surroundings, 'now' | 'colours' | 'columns'>,
): string {
  return tableOf(jobs, jobColumns(now()), { paint: painter(colours), columns });
}

function jobColumns(now: number): readonly Column<ListedJob>[] {
  return [
    { title: 'ID', text: ({ id }) => id },
    { title: 'TYPE', text: ({ type }) => type },
    { title: 'STATUS', text: ({ status }) => status, style: styleOf },
    { title: 'ATTEMPT', text: ({ attempt, maxAttempts }) => `${attempt}/${maxAttempts}` },
    { title: 'CREATED', text: ({ createdAt }) => agoText(createdAt, now) },
    {
      title: 'TOOK',
      text: (job) => (isOver(job) || job.status === 'running' ? tookText(job, now) : ''),
    },
    { title: 'REMARK', text: (job) => remarkOf(job, now) },
  ];
}
