import type { ListedJob } from '../../client/job-shapes.ts';

/** Failed jobs of one type that failed alike. */
export interface FailureGroup {
  readonly key: string;
  readonly type: string;
  readonly code: string;
  readonly name: string;
  /** Of the latest of them. */
  readonly message: string;
  /** The latest first. */
  readonly jobs: readonly ListedJob[];
}

/** By type, code and message, in which ids and numbers do not count. The largest group comes first. */
export function groupFailures(jobs: readonly ListedJob[]): readonly FailureGroup[] {
  const groups = Map.groupBy(jobs, ({ type, error }) =>
    JSON.stringify([type, error?.code, error?.name, shapeOf(error?.message ?? '')]),
  );
  return [...groups]
    .map(([key, some]) => groupOf(key, some))
    .sort((a, b) => b.jobs.length - a.jobs.length);
}

function groupOf(key: string, some: readonly ListedJob[]): FailureGroup {
  const jobs = some.toSorted((a, b) => failedAt(b).localeCompare(failedAt(a)));
  const [latest] = jobs;
  const { code = 'unknown', name = 'Error', message = '' } = latest?.error ?? {};
  return { key, type: latest?.type ?? '', code, name, message, jobs };
}

export function failedAt({ error, finishedAt, createdAt }: ListedJob): string {
  return finishedAt ?? error?.at ?? createdAt;
}

/** `User 42 (0198…) is gone` and `User 7 (0199…) is gone` are one error. */
function shapeOf(message: string): string {
  return message
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '#')
    .replace(/\b[0-9a-f]{12,}\b/gi, '#')
    .replace(/\d+/g, '#');
}
