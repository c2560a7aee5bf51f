import type { Query } from './api-event.ts';
import type { Fault } from './problem.ts';
import type { Read } from './read.ts';

const mostIds = 100;

/** Each id once, in the order asked. Filters beside them would leave it open why a job is not shown. */
export function readIds(query: Query, list: string): Read<readonly string[]> {
  const ids = [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  const faults = Object.keys(query)
    .filter((parameter) => parameter !== 'ids')
    .map((parameter): Fault => ({ parameter, detail: `'${parameter}' cannot go with ids` }));
  if (ids.length === 0 || ids.length > mostIds) {
    const detail = `Expected 1 to ${mostIds} ids with commas between them, got ${ids.length}`;
    faults.push({ parameter: 'ids', detail });
  }
  return { value: ids, faults };
}
