import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { bundleFunction } from '../../functions/bundle.ts';
import { filesAtStart } from '../../functions/files-at-start.ts';
import { type FunctionName, handlerOf, type Variant } from '../handlers/handler-of.ts';

export interface BuiltFunction {
  readonly name: FunctionName;
  readonly variant: Variant;
  /** The bundle's first module. */
  readonly file: string;
  readonly bytes: {
    readonly atStart: number;
    readonly atStartGzip: number;
    readonly lazy: number;
  };
  /** The packages, and the folders of the functions' own code, with their bytes at start; largest first. */
  readonly parts: readonly (readonly [name: string, bytes: number])[];
}

/** What a project's own jobs and their validator weigh is not Errand's: these do what the others do. */
const jobs = fileURLToPath(new URL('../handlers/jobs.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** As the stack bundles it, into a folder of its own below `folder`. */
export function buildFunction(name: FunctionName, variant: Variant, folder: string): BuiltFunction {
  const outdir = join(folder, `${name}-${variant}`);
  const { outputs } = bundleFunction({ entry: handlerOf(name, variant), outdir, jobs });
  const atStart = new Set(filesAtStart(outputs));
  const lazy = Object.keys(outputs).filter((file) => file.endsWith('.mjs') && !atStart.has(file));
  const codeAtStart = [...atStart].map((file) => readFileSync(join(root, file)));
  return {
    name,
    variant,
    file: join(outdir, 'index.mjs'),
    bytes: {
      atStart: sum(codeAtStart.map(({ length }) => length)),
      atStartGzip: sum(codeAtStart.map((code) => gzipSync(code).length)),
      lazy: sum(lazy.map((file) => outputs[file]?.bytes ?? 0)),
    },
    parts: partsOf([...atStart].flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}))),
  };
}

type Inputs = Metafile['outputs'][string]['inputs'];

function partsOf(inputs: readonly (readonly [file: string, Inputs[string]])[]) {
  const parts = Map.groupBy(inputs, ([file]) => partOf(file));
  return [...parts]
    .map(([name, files]) => [name, sum(files.map(([, f]) => f.bytesInOutput))] as const)
    .sort(([, a], [, b]) => b - a);
}

function partOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name ?? file.split('/').slice(0, 2).join('/');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
