import type { Job, ListedJob } from '../../client/job-shapes.ts';

export type HistoryEntry = Job['history'][number];

export type Progress = NonNullable<ListedJob['progress']>;

export interface JobPage {
  readonly jobs: readonly ListedJob[];
  readonly cursor?: string;
}
