import type { Fault } from './problem.ts';
import type { Read } from './read.ts';
import { shown } from './shown.ts';

const mostTags = 10;
export const tagForm = "1 to 64 characters of A-Z, a-z, 0-9, '.', '_', ':' and '-'";

export function readTags(given: unknown, pointer: string): Read<readonly string[]> {
  if (given === undefined) return { value: [], faults: [] };
  if (!Array.isArray(given) || given.length > mostTags) {
    const got = Array.isArray(given) ? `${given.length} of them` : shown(given);
    return {
      faults: [{ pointer, detail: `Expected an array of at most ${mostTags} tags, got ${got}` }],
    };
  }
  const tags: readonly unknown[] = given;
  const faults = tags.flatMap((tag, place): Fault[] =>
    isTag(tag)
      ? []
      : [
          {
            pointer: `${pointer}/${place}`,
            detail: `Expected a tag of ${tagForm}, got ${shown(tag)}`,
          },
        ],
  );
  return { value: tags.filter(isTag), faults };
}

export function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(value);
}
