import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { bundleOptions } from '../functions/bundle.ts';
import { dashboardOptions } from '../functions/bundle-dashboard.ts';
import { StartError } from './start-error.ts';

/** A folder with the bundles of all functions, as they were at one moment. */
export interface Build {
  readonly api: typeof import('./entries/api.ts');
  readonly deadLetter: typeof import('./entries/dead-letter.ts');
  readonly scheduler: typeof import('./entries/scheduler.ts');
  /** The module that a worker environment runs. */
  readonly worker: string;
}

/** Each build needs a folder of its own: those before it may still be running. */
export async function buildFunctions(folder: string): Promise<Build> {
  const [api, deadLetter, scheduler, worker] = await Promise.all([
    bundle('api', folder),
    bundle('dead-letter', folder),
    bundle('scheduler', folder),
    bundle('worker', folder),
    bundlePage(join(folder, 'api')),
  ]);
  // Its process would else stay, with 50 MB.
  await stop();
  const build: Build = {
    api: await load(api),
    deadLetter: await load(deadLetter),
    scheduler: await load(scheduler),
    worker,
  };
  await build.api.describe(dirname(api));
  const faults = await build.api.scheduleFaults();
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  return build;
}

/** Answers the bundle's first module. */
async function bundle(name: string, folder: string): Promise<string> {
  const entry = fileURLToPath(new URL(`./entries/${name}.ts`, import.meta.url));
  const outdir = join(folder, name);
  await build(bundleOptions({ entry, outdir }));
  return join(outdir, 'index.mjs');
}

async function bundlePage(folder: string): Promise<void> {
  await build(dashboardOptions(folder));
}

async function load<Module>(file: string): Promise<Module> {
  // The bundle exports what its entry exports.
  return (await import(pathToFileURL(file).href)) as Module;
}
