import type { Metafile } from 'esbuild';

/** The files that Node loads at start: `index.mjs` and the chunks that it imports at once. */
export function filesAtStart(outputs: Metafile['outputs']): readonly string[] {
  const loaded = new Set(Object.keys(outputs).filter((file) => /(^|\/)index\.mjs$/.test(file)));
  // A set that grows while it is walked is walked to its new end.
  for (const file of loaded) {
    for (const { kind, path, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) loaded.add(path);
    }
  }
  return [...loaded];
}
