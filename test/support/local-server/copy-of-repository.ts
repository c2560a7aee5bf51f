import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What is run and deployed, in a folder whose code a test may change. Answers how to change a file of it. */
export function copyOfRepository(folder: string) {
  for (const part of [
    'functions',
    'dashboard',
    'local',
    'infra',
    'cdk.json',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return function change(file: string, before: string, after: string): void {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(before)) throw new Error(`${file} does not have '${before}'`);
    writeFileSync(join(folder, file), text.replace(before, after));
  };
}
