import type { RunningJob } from '../core/define-job.ts';
import type { JobRecord } from '../core/job-record.ts';
import type { Ports } from '../core/ports.ts';
import { sortableTime } from '../core/time-key.ts';
import type { RetryFilter, RetryRequest } from './retry-request.ts';
import type { RetryState } from './retry-state.ts';

const pageSize = 100;

interface PageRequest {
  readonly request: RetryRequest;
  readonly job: RunningJob;
  readonly state: RetryState;
  readonly place: string;
}

/** The state with the next jobs to retry: perhaps none, with more to come. */
export function nextPage(ports: Ports, page: PageRequest): Promise<RetryState> {
  const { ids, filter } = page.request;
  return ids === undefined ? pageOfFilter(ports, page, filter) : pageOfIds(ports, page, ids);
}

async function pageOfIds(
  { store }: Ports,
  { state, place }: PageRequest,
  ids: readonly string[],
): Promise<RetryState> {
  const from = Number(place);
  const end = from + pageSize;
  const some = ids.slice(from, end);
  const records = await store.getMany(some);
  const { place: _, ...rest } = state;
  return {
    ...rest,
    pending: some.map((id, index) => ({ id, type: records[index]?.type ?? '' })),
    done: Math.min(1, end / ids.length),
    ...(end < ids.length && { place: String(end) }),
  };
}

/**
 * The last failed first, from the moment at which the retry was asked for: what fails again since then is
 * not met a second time.
 */
async function pageOfFilter(
  { store, retention }: Ports,
  { job, state, place }: PageRequest,
  filter: RetryFilter,
): Promise<RetryState> {
  const start = job.createdAt.getTime();
  const latest = Math.min(start + 1, timeOf(filter.failedBefore) ?? Number.POSITIVE_INFINITY);
  const after = timeOf(filter.failedAfter);
  const entries = await store.failed({
    tenant: job.tenant,
    limit: pageSize,
    before: place === '' ? sortableTime(latest) : place,
    ...(after !== undefined && { after }),
  });
  const records = await store.getMany(entries.map(({ id }) => id));
  const last = entries.length === pageSize ? entries.at(-1)?.key : undefined;
  const earliest = after ?? start - retention.failed;
  const { place: _, ...rest } = state;
  return {
    ...rest,
    pending: records.flatMap((record) =>
      record !== undefined && matches(record, job.tenant, filter)
        ? [{ id: record.id, type: record.type }]
        : [],
    ),
    done: last === undefined ? 1 : share(start - Number.parseInt(last, 10), start - earliest),
    ...(last !== undefined && { place: last }),
  };
}

function matches(record: JobRecord, tenant: string, { type, tag, code }: RetryFilter): boolean {
  return (
    // The index lags: it may have been retried since.
    record.status === 'failed' &&
    record.tenant === tenant &&
    // Errand's own only if they are named.
    (type === undefined ? !record.type.startsWith('errand-') : record.type === type) &&
    (tag === undefined || record.tags.includes(tag)) &&
    (code === undefined || record.error?.code === code)
  );
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
}
