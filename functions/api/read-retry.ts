import { errorCodes } from '../core/job-error.ts';
import { isTag, tagForm } from '../core/job-limits.ts';
import type { RetryFilter, RetryRequest } from '../system-jobs/retry-request.ts';
import { isJobId } from './job-address.ts';
import { isObject } from './json-checks.ts';
import type { Fault } from './problem.ts';
import type { Read } from './read.ts';
import { parseTime } from './rfc-3339.ts';
import { shown } from './shown.ts';
import { unknownFields } from './unknown-fields.ts';

/** Each is looked at as if it were retried alone; more of them are better named by a filter. */
const mostIds = 500;
const highestRate = 1_000;

type Fields = Readonly<Record<string, unknown>>;

/** The body of `POST /jobs/retry`. */
export function readRetry(body: unknown): Read<RetryRequest> {
  if (!isObject(body)) {
    const detail = `Expected an object with ids or a filter, got ${shown(body)}`;
    return { faults: [{ pointer: '#', detail }] };
  }
  const known = ['ids', 'filter', 'rate'];
  const rate = readRate(body.rate);
  const which = readWhich(body);
  const faults = [
    ...unknownFields(body, '#', { known, of: 'a retry' }),
    ...which.faults,
    ...rate.faults,
  ];
  if (faults.length > 0 || which.value === undefined) return { faults };
  return { faults, value: { ...which.value, ...(rate.value && { rate: rate.value }) } };
}

function readWhich({ ids, filter }: Fields): Read<RetryRequest> {
  if (ids !== undefined && filter !== undefined) {
    const detail = 'A retry is of jobs by their ids or by a filter, not both: leave one out';
    return { faults: [{ pointer: '#/filter', detail }] };
  }
  if (ids !== undefined) return readIds(ids);
  if (filter !== undefined) return readFilter(filter);
  const detail =
    'Expected ids, or a filter of failed jobs ({} for all of them), got neither: say which jobs';
  return { faults: [{ pointer: '#', detail }] };
}

function readIds(given: unknown): Read<RetryRequest> {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  if (list.length === 0 || list.length > mostIds) {
    const got = Array.isArray(given) ? `${given.length} of them` : shown(given);
    const detail = `Expected an array of 1 to ${mostIds} ids, got ${got}: a filter may name any number of jobs`;
    return { faults: [{ pointer: '#/ids', detail }] };
  }
  const ids = list.filter((id): id is string => typeof id === 'string' && isJobId(id));
  const faults = list.flatMap((id, place): Fault[] =>
    typeof id === 'string' && isJobId(id)
      ? []
      : [{ pointer: `#/ids/${place}`, detail: `Expected the id of a job, got ${shown(id)}` }],
  );
  return faults.length > 0 ? { faults } : { faults, value: { ids: [...new Set(ids)] } };
}

function readFilter(given: unknown): Read<RetryRequest> {
  if (!isObject(given)) {
    const detail = `Expected an object such as { "type": "demo" }, got ${shown(given)}`;
    return { faults: [{ pointer: '#/filter', detail }] };
  }
  const faults = [
    ...unknownFields(given, '#/filter', { known: Object.keys(filterFields), of: 'a filter' }),
    ...Object.entries(filterFields).flatMap(([name, { isValid, expected }]): Fault[] => {
      const value = given[name];
      if (value === undefined || (typeof value === 'string' && isValid(value))) return [];
      const detail = `Expected ${name} to be ${expected}, got ${shown(value)}`;
      return [{ pointer: `#/filter/${name}`, detail }];
    }),
  ];
  if (faults.length > 0) return { faults };
  // Each field was looked at above.
  const filter = given as RetryFilter;
  const order = orderFaults(filter);
  return order.length > 0 ? { faults: order } : { faults: [], value: { filter } };
}

const time = {
  isValid: (text: string) => parseTime(text) !== undefined,
  expected: "a date and time of RFC 3339, such as '2030-01-31T12:00:00Z'",
};

const filterFields: Readonly<
  Record<keyof RetryFilter, { isValid(text: string): boolean; readonly expected: string }>
> = {
  // Not only those that are known: failed jobs of a type may outlive its code.
  type: {
    isValid: (text) => /^[a-z][a-z0-9-]{0,63}$/.test(text),
    expected: 'the name of a job type',
  },
  tag: { isValid: isTag, expected: `a tag of ${tagForm}` },
  code: {
    isValid: (text) => errorCodes.some((code) => code === text),
    expected: `one of ${errorCodes.join(', ')}`,
  },
  failedAfter: time,
  failedBefore: time,
};

function orderFaults({ failedAfter, failedBefore }: RetryFilter): readonly Fault[] {
  if (failedAfter === undefined || failedBefore === undefined) return [];
  if (Date.parse(failedAfter) < Date.parse(failedBefore)) return [];
  const detail = `Expected a time later than failedAfter (${failedAfter}), got ${shown(failedBefore)}`;
  return [{ pointer: '#/filter/failedBefore', detail }];
}

function readRate(given: unknown): Read<number> {
  if (given === undefined) return { faults: [] };
  const isWhole = typeof given === 'number' && Number.isInteger(given);
  if (isWhole && given >= 1 && given <= highestRate) return { value: given, faults: [] };
  const detail = `Expected rate to be a whole number of jobs a second from 1 to ${highestRate}, got ${shown(given)}`;
  return { faults: [{ pointer: '#/rate', detail }] };
}
