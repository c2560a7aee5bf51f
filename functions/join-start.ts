import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, buildSync, type Metafile, transformSync } from 'esbuild';
import { filesAtStart } from './files-at-start.ts';

type Outputs = Metafile['outputs'];

interface JoinOptions extends BuildOptions {
  readonly absWorkingDir: string;
  readonly outdir: string;
}

/**
 * Whether nothing that the start shares waits for an import at its top level. What it waits for would be made to import
 * it, and both would wait for ever.
 */
export function canJoinStart(
  { outputs }: Metafile,
  { absWorkingDir }: Pick<JoinOptions, 'absWorkingDir'>,
): boolean {
  return sharedAtStart(outputs).every((chunk) => {
    const code = readFileSync(join(absWorkingDir, chunk), 'utf8');
    try {
      // There is no `await` at the top level of CommonJS.
      transformSync(code, { format: 'cjs', logLevel: 'silent' });
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Bundles a bundle once more, into `outdir`, so that a start loads two files. esbuild makes a chunk for each set of
 * entries that share code, and an import inside a function is such an entry: what it shares with the start is in
 * another file than the rest, a dozen in the end, of which each costs a start a third of a millisecond. If every
 * entry imports all that the start loads, there is only one set. The handler's own module stays apart: it
 * may wait for what it imports later, which must then not wait for it.
 */
export function joinStart({ inputs, outputs }: Metafile, options: JoinOptions): Metafile {
  const { absWorkingDir } = options;
  const entries = entriesOf(outputs);
  const shared = sharedAtStart(outputs);
  for (const entry of entries) {
    const file = join(absWorkingDir, entry);
    const imports = shared.map((chunk) => `import "./${relative(dirname(entry), chunk)}";`);
    // Behind the code, whose places in its source map stay as they are.
    writeFileSync(file, [readFileSync(file, 'utf8'), ...imports, ''].join('\n'));
  }
  const [parts = ''] = entries.map((entry) => dirname(join(absWorkingDir, entry)));
  // Else `sideEffects` of a project's own would be taken for that of the parts, whose imports do nothing else.
  writeFileSync(join(parts, 'package.json'), '{}');
  const joined = buildSync({
    ...options,
    // The first bundling has told of what there is.
    logLevel: 'error',
    entryPoints: entries.map((entry) => join(absWorkingDir, entry)),
    entryNames: '[name]',
    metafile: true,
  });
  return { inputs, outputs: describe(joined.metafile.outputs, outputs) };
}

function entriesOf(outputs: Outputs): readonly string[] {
  return Object.keys(outputs).filter((file) => outputs[file]?.entryPoint !== undefined);
}

function sharedAtStart(outputs: Outputs): readonly string[] {
  const entries = entriesOf(outputs);
  return filesAtStart(outputs).filter((file) => !entries.includes(file));
}

/** What came of the joining, by the modules that were bundled in the first place. */
function describe(joined: Outputs, parts: Outputs): Outputs {
  const described = Object.entries(joined).map(([file, { entryPoint = '', ...output }]) => {
    const inputs = Object.keys(output.inputs).map((part) => parts[part]?.inputs);
    const { entryPoint: source } = parts[entryPoint] ?? {};
    return [
      file,
      {
        ...output,
        inputs: Object.assign({}, ...inputs),
        ...(source !== undefined && { entryPoint: source }),
      },
    ] as const;
  });
  return Object.fromEntries(described);
}
