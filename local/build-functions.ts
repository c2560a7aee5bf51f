import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { bundleOptions } from '../functions/bundle.ts';
import { dashboardOptions } from '../functions/bundle-dashboard.ts';
import type { ExampleJob } from '../functions/openapi/example-job.ts';
import { StartError } from './start-error.ts';

/** A folder with the bundles of all functions, as they were at one moment. */
export interface Build {
  readonly api: typeof import('./entries/api.ts');
  readonly deadLetter: typeof import('./entries/dead-letter.ts');
  readonly scheduler: typeof import('./entries/scheduler.ts');
  /** The module that a worker environment runs. */
  readonly worker: string;
  /** Those that the code came from, without the packages that it uses. */
  readonly folders: readonly string[];
  /** A job to try things with. None: no job type has an example of its payload. */
  readonly example: ExampleJob | undefined;
}

interface Bundled {
  /** The bundle's first module. */
  readonly module: string;
  readonly folders: readonly string[];
}

/** Each build needs a folder of its own: those before it may still be running. `jobs` is the module of the job types. */
export async function buildFunctions(folder: string, jobs: string): Promise<Build> {
  const [api, deadLetter, scheduler, worker] = await Promise.all([
    bundle('api', folder, jobs),
    bundle('dead-letter', folder, jobs),
    bundle('scheduler', folder, jobs),
    bundle('worker', folder, jobs),
    bundlePage(join(folder, 'api')),
  ]);
  // Its process would else stay, with 50 MB.
  await stop();
  const functions = {
    // First, since it looks at what the module exports as its job types, and the others take it as it is.
    api: await load<Build['api']>(api),
    deadLetter: await load<Build['deadLetter']>(deadLetter),
    scheduler: await load<Build['scheduler']>(scheduler),
  };
  const example = await functions.api.describe(dirname(api.module));
  const faults = await functions.api.faults();
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  const folders = [api, deadLetter, scheduler, worker].flatMap((bundled) => bundled.folders);
  return { ...functions, worker: worker.module, folders: [...new Set(folders)], example };
}

async function bundle(name: string, folder: string, jobs: string): Promise<Bundled> {
  const entry = fileURLToPath(new URL(`./entries/${name}`, import.meta.url));
  const outdir = join(folder, name);
  const options = bundleOptions({ entry, outdir, jobs });
  const { metafile } = await build(options);
  const folders = Object.keys(metafile.inputs)
    .map((file) => dirname(resolve(options.absWorkingDir, file)))
    .filter((source) => !/[\\/]node_modules([\\/]|$)/.test(source));
  return { module: join(outdir, 'index.mjs'), folders };
}

async function bundlePage(folder: string): Promise<void> {
  await build(dashboardOptions(folder));
}

async function load<Module>({ module }: Bundled): Promise<Module> {
  // The bundle exports what its entry exports.
  return (await import(pathToFileURL(module).href)) as Module;
}
