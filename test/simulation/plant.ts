import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { PlantedFault } from './planted-faults.ts';

const core = fileURLToPath(new URL('../../functions/core/', import.meta.url));
const worker = fileURLToPath(new URL('./seed-worker.ts', import.meta.url));

/** The program of a thread that runs seeds, with a fault planted into its protocol. No file is changed. */
export async function plant(fault: PlantedFault, outfile: string): Promise<void> {
  await build({
    entryPoints: [worker],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [planting(fault)],
  });
}

function planting(fault: PlantedFault): Plugin {
  const file = path.join(core, fault.file);
  return {
    name: 'planting',
    setup({ onLoad }) {
      onLoad({ filter: /functions[\\/]core[\\/][^\\/]+\.ts$/ }, async ({ path: loaded }) => {
        if (loaded !== file) return undefined;
        return { contents: edited(fault, await readFile(file, 'utf8')), loader: 'ts' };
      });
    },
  };
}

/** Throws if the source is no longer what the fault was written for. */
export function edited({ name, file, edits }: PlantedFault, source: string): string {
  return edits.reduce((text, [find, replacement]) => {
    const times = text.split(find).length - 1;
    if (times === 1) return text.replace(find, () => replacement);
    throw new Error(
      `The fault '${name}' expects this once in ${file}, found it ${times} times: ${find}`,
    );
  }, source);
}
