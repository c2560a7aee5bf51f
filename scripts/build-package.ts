import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Node reads no TypeScript below node_modules, so the package has JavaScript, with types, in `dist`.
const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(
  new URL('bin/tsc', import.meta.resolve('@typescript/native/package.json')),
);

rmSync(`${root}/dist`, { recursive: true, force: true });
// Types are for what is exported, and for what that needs.
for (const project of ['tsconfig.build.json', 'tsconfig.types.json']) {
  execFileSync(process.execPath, [tsc, '--project', project], { cwd: root, stdio: 'inherit' });
}
// The dashboard is bundled where the functions are, from its sources.
cpSync(`${root}/dashboard`, `${root}/dist/dashboard`, { recursive: true });
