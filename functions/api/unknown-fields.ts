import { escapePointer } from './json-pointer.ts';
import type { Fault } from './problem.ts';
import { shown } from './shown.ts';

/** Refuses what is not known: a field with a typing error would silently have no effect. */
export function unknownFields(
  envelope: Readonly<Record<string, unknown>>,
  at: string,
  { known, of }: { readonly known: readonly string[]; readonly of: string },
): readonly Fault[] {
  return Object.keys(envelope)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: `${at}/${escapePointer(name)}`,
      detail: `${shown(name)} is not a field of ${of} (they are: ${known.join(', ')})`,
    }));
}
