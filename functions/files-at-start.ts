import type { Metafile } from 'esbuild';

/**
 * The files that Node loads at start: `index.mjs` and the chunks that it imports at once. `awaited` are sources that
 * the start imports as well, but on a condition.
 */
export function filesAtStart(
  outputs: Metafile['outputs'],
  awaited: readonly string[] = [],
): readonly string[] {
  const isFirst = (file: string) =>
    /(^|\/)index\.mjs$/.test(file) || awaited.includes(outputs[file]?.entryPoint ?? '');
  const loaded = new Set(Object.keys(outputs).filter(isFirst));
  // A set that grows while it is walked is walked to its new end.
  for (const file of loaded) {
    for (const { kind, path, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) loaded.add(path);
    }
  }
  return [...loaded];
}
