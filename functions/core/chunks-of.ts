/** Runs of at most `size` entries, in their order. */
export function chunksOf<Entry>(entries: readonly Entry[], size: number): readonly Entry[][] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, i) =>
    entries.slice(i * size, (i + 1) * size),
  );
}
