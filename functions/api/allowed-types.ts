import type { RetryRequest } from '../system-jobs/retry-request.ts';
import type { ApiEvent } from './api-event.ts';
import { isObject } from './json-checks.ts';
import { type Fault, Problem } from './problem.ts';
import { shown } from './shown.ts';

type FromCaller = Pick<ApiEvent, 'caller'>;

/** 403 unless the caller may start jobs of this type. */
export function checkType({ caller }: FromCaller, type: string): void {
  const types = caller?.types;
  if (types !== undefined && !types.includes(type)) throw refused(types, type);
}

/**
 * The same for a body that names a type, before anything else is said about it, whether or not the type
 * exists. What is no text is no type, and refused later.
 */
export function checkBodyType({ caller }: FromCaller, body: unknown): void {
  const types = caller?.types;
  if (types === undefined) return;
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(body)
    ? body.map((entry: unknown, place) => [`#/${place}/type`, entry])
    : [['#/type', body]];
  const faults = entries.flatMap(([pointer, entry]): Fault[] => {
    const type = isObject(entry) ? entry.type : undefined;
    if (typeof type !== 'string' || types.includes(type)) return [];
    return [{ pointer, detail: reason(types, type) }];
  });
  const [first] = faults;
  if (first !== undefined) throw new Problem('type-not-allowed', first.detail, { errors: faults });
}

/** A filter has to name a type: without one it would start what the key is not for. */
export function checkRetriedTypes(
  { caller }: FromCaller,
  { filter }: RetryRequest,
  found: readonly { readonly type: string }[],
): void {
  const types = caller?.types;
  if (types === undefined) return;
  if (filter !== undefined && filter.type === undefined) {
    const detail = `The key is for some job types alone (${listed(types)}): name one of them in the filter`;
    throw new Problem('type-not-allowed', detail);
  }
  const wanted = filter?.type === undefined ? found.map(({ type }) => type) : [filter.type];
  const other = wanted.find((type) => !types.includes(type));
  if (other !== undefined) throw refused(types, other);
}

function refused(types: readonly string[], type: string): Problem {
  return new Problem('type-not-allowed', reason(types, type));
}

function reason(types: readonly string[], type: string): string {
  return `The key may not start jobs of type ${shown(type)}, only of: ${listed(types)}. Ask whoever made it for another`;
}

function listed(types: readonly string[]): string {
  return types.join(', ') || 'none';
}
