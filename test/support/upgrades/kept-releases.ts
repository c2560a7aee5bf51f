import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseCode } from '../../../scripts/releases/release-code.ts';
import type { ReleaseData } from '../../../scripts/releases/write-release.ts';

export interface KeptRelease {
  readonly version: string;
  readonly data: ReleaseData;
  readonly code: ReleaseCode;
}

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'test/upgrades/releases');

/** Of this repository. */
export function currentVersion(): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

/** All that are kept, the oldest first. */
export function keptReleases(): Promise<readonly KeptRelease[]> {
  const versions = readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return Promise.all(versions.map(loadRelease));
}

/** Undefined if the release is not kept. */
export function keptData(version: string): ReleaseData | undefined {
  if (!existsSync(join(folder, version))) return undefined;
  const read = (name: string) => readFileSync(join(folder, version, name), 'utf8');
  return {
    database: read('database.sql'),
    messages: JSON.parse(read('messages.json')),
    items: JSON.parse(read('items.json')),
  };
}

async function loadRelease(version: string): Promise<KeptRelease> {
  const data = keptData(version);
  if (data === undefined) throw new Error(`Release ${version} is not kept`);
  const { release } = await import(join(folder, version, 'code.mjs'));
  return { version, data, code: release };
}
