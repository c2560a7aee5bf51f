import { escapePointer } from './json-pointer.ts';

/** An array or object in another is one level deeper. `value` is what `JSON.parse` made. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/**
 * The pointer of a number that `JSON.parse` made infinite (1e999): written again, it would be `null`.
 * Undefined if there is none.
 */
export function infiniteNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const below = infiniteNumber(member);
    if (below !== undefined) return `/${escapePointer(name)}${below}`;
  }
  return undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
