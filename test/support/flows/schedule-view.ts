/** A schedule as the API shows it. */
export interface ScheduleView {
  readonly name: string;
  readonly type: string;
  readonly payload?: unknown;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly every?: string;
  readonly overlap: string;
  readonly missed: string;
  readonly paused: boolean;
  readonly origin: 'api' | 'code';
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly next: readonly string[];
  readonly lastJob?: { readonly id: string; readonly at: string; readonly status?: string };
  readonly skipped?: { readonly count: number; readonly lastAt: string };
}
