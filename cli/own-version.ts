import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** Of the package that this code is in, wherever a build has put it. */
export function ownVersion(): string {
  const file = findPackageJSON(import.meta.url);
  const { version }: { readonly version?: string } =
    file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  return version ?? 'unknown';
}
