import type { Missed, Overlap } from '../functions/core/schedule.ts';
import type { JobStatus } from './job-shapes.ts';

/** A schedule as the list shows it. Times are RFC 3339, in UTC. */
export interface ListedSchedule {
  readonly name: string;
  readonly type: string;
  readonly cron?: string;
  /** Beside `cron`. */
  readonly timeZone?: string;
  readonly every?: string;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly paused: boolean;
  /** Made by code, or over the API. */
  readonly origin: 'api' | 'code';
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Its next five times; none while it is paused. */
  readonly next: readonly string[];
  /** Without a status: it has expired, or is about to be enqueued. */
  readonly lastJob?: { readonly id: string; readonly at: string; readonly status?: JobStatus };
  /** Times at which the job before was not over. */
  readonly skipped?: { readonly count: number; readonly lastAt: string };
}

export interface Schedule extends ListedSchedule {
  readonly payload: unknown;
}
