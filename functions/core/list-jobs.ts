import { type JobRecord, live, type Status } from './job-record.ts';
import type { Ports } from './ports.ts';
import { readRecords } from './read-records.ts';

/** Filters are joined by AND. */
export interface ListQuery {
  readonly tenant: string;
  readonly statuses?: readonly Status[];
  readonly type?: string;
  readonly tag?: string;
  /** Milliseconds; later than this. */
  readonly createdAfter?: number;
  /** 1 to 100. */
  readonly limit: number;
  /** Of the page before. */
  readonly cursor?: string;
}

export interface JobPage {
  /** Perhaps fewer than the limit, even none, with more to come. */
  readonly jobs: readonly JobRecord[];
  /** None: this is the end. */
  readonly cursor?: string;
}

/** Records looked at for one page, however few of them match. */
const longestLook = 1_000;
/** Read at once where a filter may drop many of them. */
const chunk = 100;

/** The cursor was not made by `listJobs`, or for another list. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

type Order = 'timeline' | 'failed';

/** Newest first; the failed ones alone: the last failed first. */
export async function listJobs(ports: Ports, query: ListQuery): Promise<JobPage> {
  const order: Order = query.statuses?.join() === 'failed' ? 'failed' : 'timeline';
  const jobs: JobRecord[] = [];
  let looked = 0;
  for await (const { key, record } of walk(ports, query, order)) {
    if (record !== undefined && matches(record, query)) jobs.push(record);
    looked += 1;
    if (jobs.length === query.limit || looked === longestLook) {
      return { jobs, cursor: cursorOf(key, order) };
    }
  }
  return { jobs };
}

/** Every entry of the index from the cursor on, with its record while that has not expired. */
async function* walk(ports: Ports, query: ListQuery, order: Order) {
  const { store, clock } = ports;
  const { statuses, type, tag } = query;
  const isFiltered = Boolean(type ?? tag ?? (order === 'timeline' ? statuses : undefined));
  const limit = isFiltered ? chunk : query.limit;
  let before = query.cursor === undefined ? undefined : positionOf(query.cursor, order);
  for (;;) {
    const page = {
      tenant: query.tenant,
      limit,
      ...(before !== undefined && { before }),
      ...(order === 'timeline' && query.createdAfter && { after: query.createdAfter }),
    };
    const entries = await store[order](page);
    const records = await readRecords(
      ports,
      entries.map(({ id }) => id),
    );
    for (const [place, { key }] of entries.entries()) {
      yield { key, record: live(records[place], clock.now()) };
    }
    if (entries.length < limit) return;
    before = entries.at(-1)?.key;
  }
}

function matches(record: JobRecord, query: ListQuery): boolean {
  const { tenant, statuses, type, tag, createdAfter } = query;
  return (
    record.tenant === tenant &&
    (statuses === undefined || statuses.includes(record.status)) &&
    (type === undefined || record.type === type) &&
    (tag === undefined || record.tags.includes(tag)) &&
    (createdAfter === undefined || record.createdAt > createdAfter)
  );
}

function cursorOf(key: string, order: Order): string {
  return Buffer.from(`${order}:${key}`).toString('base64url');
}

function positionOf(cursor: string, order: Order): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, of, key] = /^(timeline|failed):(\d{13}#[\w-]{1,64})$/.exec(text) ?? [];
  if (key === undefined || of !== order) {
    throw new BadCursor(
      `Expected the cursor that the page before answered, with the same status, got '${cursor}'`,
    );
  }
  return key;
}
