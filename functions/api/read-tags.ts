import { isTag, mostTags, tagForm } from '../core/job-limits.ts';
import type { Fault } from './problem.ts';
import type { Read } from './read.ts';
import { shown } from './shown.ts';

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
