/** A job as `GET /jobs/{id}` shows it. */
export interface JobView extends ListedJob {
  readonly payload?: unknown;
  readonly result?: unknown;
  readonly history: readonly HistoryLine[];
}

/** A job as lists show it. */
export interface ListedJob {
  readonly id: string;
  readonly type: string;
  readonly queue: string;
  readonly status: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly createdAt: string;
  readonly runAt?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly cancelRequestedAt?: string;
  readonly error?: ErrorView;
  readonly tags: readonly string[];
}

export interface HistoryLine {
  readonly status: string;
  readonly at: string;
  readonly attempt: number;
}

interface ErrorView {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly attempt: number;
  readonly at: string;
  readonly stack?: string;
}

const finalStatuses = ['succeeded', 'failed', 'cancelled'];

export function isOver({ status }: ListedJob): boolean {
  return finalStatuses.includes(status);
}

/** Milliseconds since 1970. A time that the job does not have fails the test, as a wrong one does. */
export function timeOf(text: string | undefined): number {
  const time = Date.parse(text ?? '');
  if (Number.isNaN(time)) throw new Error(`Expected a time, got ${text}`);
  return time;
}

/** `queued running succeeded`, and so on: what happened, without the times. */
export function storyOf({ history }: JobView): string {
  return history.map(({ status }) => status).join(' ');
}
