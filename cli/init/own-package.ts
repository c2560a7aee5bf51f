import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifestUrl = import.meta.resolve('errand/package.json');

/** The package that this code is in: as a path, whether it is the repository or installed. */
export const ownFolder = fileURLToPath(new URL('.', manifestUrl));

export const ownManifest: Manifest = JSON.parse(readFileSync(new URL(manifestUrl), 'utf8'));

/** The version of a package that Errand is built and tested with. */
export function testedVersion(name: string): string {
  const version = ownManifest.dependencies[name] ?? ownManifest.devDependencies[name];
  if (version === undefined) throw new Error(`Errand's package.json does not name ${name}`);
  return version;
}
