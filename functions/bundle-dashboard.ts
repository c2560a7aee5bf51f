import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

/** Writes the files of the dashboard into the folder of the API's bundle, which reads them when asked. */
export function bundleDashboard(outdir: string): void {
  buildSync(dashboardOptions(outdir));
}

/** Of esbuild: `dashboard.html`, `dashboard.js` and `dashboard.css`, with all that they need in them. */
export function dashboardOptions(outdir: string) {
  return {
    absWorkingDir: source,
    entryPoints: [
      { in: 'main.tsx', out: 'dashboard' },
      { in: 'style/main.css', out: 'dashboard' },
      { in: 'page.html', out: 'dashboard' },
    ],
    loader: { '.html': 'copy' },
    outdir: resolve(outdir),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    // In a package it has no tsconfig.json above it.
    tsconfigRaw: {},
  } as const satisfies BuildOptions;
}

const source = fileURLToPath(new URL('../dashboard', import.meta.url));
