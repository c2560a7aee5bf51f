import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { filesAtStart } from './files-at-start.ts';
import { canJoinStart, joinStart } from './join-start.ts';

export interface Bundle {
  /** The module to start from, with or without its extension. The bundle exports what it exports. */
  readonly entry: string;
  /** Gets `index.mjs`, its chunks and their source maps. */
  readonly outdir: string;
  /** The module that `#jobs` stands for. @default - as package.json says in `imports` */
  readonly jobs?: string;
  /** @default true */
  readonly minify?: boolean;
}

/** Writes the bundle and answers what is in it. Faults of the code are thrown, with file and line. */
export function bundleFunction(bundle: Bundle): Metafile {
  mkdirSync(bundle.outdir, { recursive: true });
  // By its real path, by which esbuild tells of the parts.
  const options = bundleOptions({ ...bundle, outdir: realpathSync(bundle.outdir) });
  const parts = join(options.outdir, 'parts');
  try {
    const { metafile } = buildSync({ ...options, outdir: parts });
    return canJoinStart(metafile, options)
      ? joinStart(metafile, { ...options, banner: {} })
      : buildSync(options).metafile;
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}

/** How every function is bundled, for AWS and for one machine alike. */
export function bundleOptions({ entry, outdir, jobs, minify = true }: Bundle) {
  return {
    absWorkingDir: root,
    entryPoints: { index: resolve(entry) },
    outdir: resolve(outdir),
    outExtension: { '.js': '.mjs' },
    alias: {
      ...(jobs !== undefined && { '#jobs': resolve(jobs) }),
      '@aws-sdk/credential-provider-node': credentials,
    },
    bundle: true,
    minify,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Without it Node's rules take the CommonJS build of many packages, of which nothing can be left out.
    mainFields: ['module', 'main'],
    // A library that a job imports inside `run` gets a chunk of its own, which a cold start does not load.
    splitting: true,
    banner: { js: requireForCommonJs },
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
  } as const satisfies BuildOptions;
}

/** Bytes that Node loads at start. */
export function bytesAtStart({ outputs }: Metafile): number {
  return filesAtStart(outputs).reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

const root = fileURLToPath(new URL('..', import.meta.url));
/** Like every path to own code, without an extension: it is TypeScript here, and JavaScript in the package. */
const credentials = fileURLToPath(new URL('./aws/environment-credentials', import.meta.url));

/**
 * Packages in CommonJS call `require`, mostly for Node's own modules, and an ES module has none. It stands in each
 * chunk, and `createRequire` takes a good part of a millisecond: so that is left to whoever needs more.
 */
const requireForCommonJs =
  "const requireFactory=()=>process.getBuiltinModule('node:module').createRequire(import.meta.url)," +
  'require=/* @__PURE__ */Object.assign(id=>process.getBuiltinModule(id)??requireFactory()(id),' +
  '{resolve:(...given)=>requireFactory().resolve(...given)});';
