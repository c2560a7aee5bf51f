import { isTag, tagForm } from '../core/job-limits.ts';
import { type Status, statuses } from '../core/job-record.ts';
import type { ListQuery } from '../core/list-jobs.ts';
import type { Query } from './api-event.ts';
import type { Read } from './read.ts';
import { readWholeNumber } from './read-whole-number.ts';
import { parseTime } from './rfc-3339.ts';
import { shown } from './shown.ts';

/** The filters of `GET /jobs` from its query fields. */
export function readListQuery(query: Query): Read<Omit<ListQuery, 'tenant'>> {
  const { type, cursor } = query;
  const limit = readWholeNumber(query, 'limit', { from: 1, to: 100, otherwise: 50 });
  const status = readStatuses(query.status);
  const tag = readTag(query.tag);
  const after = readTime(query.createdAfter);
  const faults = [...status.faults, ...tag.faults, ...after.faults, ...limit.faults];
  if (faults.length > 0 || limit.value === undefined) return { faults };
  return {
    faults,
    value: {
      limit: limit.value,
      ...(status.value && { statuses: status.value }),
      ...(type !== undefined && { type }),
      ...(tag.value !== undefined && { tag: tag.value }),
      ...(after.value !== undefined && { createdAfter: after.value }),
      ...(cursor !== undefined && { cursor }),
    },
  };
}

function readStatuses(list: string | undefined): Read<readonly Status[]> {
  if (list === undefined) return { faults: [] };
  const names = [...new Set(list.split(','))];
  const value = statuses.filter((status) => names.includes(status));
  if (value.length === names.length) return { value, faults: [] };
  const detail = `Expected status to be one or more of ${statuses.join(', ')} with commas between them, got ${shown(list)}`;
  return { faults: [{ parameter: 'status', detail }] };
}

function readTag(tag: string | undefined): Read<string> {
  if (tag === undefined) return { faults: [] };
  if (isTag(tag)) return { value: tag, faults: [] };
  const detail = `Expected tag to be ${tagForm}, got ${shown(tag)}`;
  return { faults: [{ parameter: 'tag', detail }] };
}

function readTime(text: string | undefined): Read<number> {
  if (text === undefined) return { faults: [] };
  const value = parseTime(text);
  if (value !== undefined) return { value, faults: [] };
  const detail = `Expected createdAfter to be a date and time of RFC 3339, such as '2030-01-31T12:00:00Z' (a + is written %2B), got ${shown(text)}`;
  return { faults: [{ parameter: 'createdAfter', detail }] };
}
