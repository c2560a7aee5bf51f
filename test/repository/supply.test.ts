import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Package {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly inBundle?: boolean;
}

function json<Content>(file: string): Content {
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}

const own = json<Package>('package.json');
const locked = Object.entries(json<LockFile>('package-lock.json').packages).filter(
  ([folder]) => folder !== '',
);

/** By the lock file, or by what lies on this machine: the lock file does not name every one. */
function hasInstallScript([
  folder,
  { hasInstallScript: isNamed },
]: (typeof locked)[number]): boolean {
  const manifest = join(folder, 'package.json');
  const scripts = existsSync(manifest) ? json<Package>(manifest).scripts : undefined;
  const runs = ['preinstall', 'install', 'postinstall'].some((name) => scripts?.[name]);
  return isNamed === true || runs || existsSync(join(folder, 'binding.gyp'));
}

describe('the packages', () => {
  it('with an install script each have a line that says whether it may run, and no others have one', () => {
    const names = locked
      .filter(hasInstallScript)
      .map(([folder]) => folder.replace(/^.*node_modules\//, ''));

    expect(Object.keys(own.allowScripts ?? {}).toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it('are asked for in one exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = own;
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });

    const loose = ranges.filter(([, range]) => !/^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+$/.test(range));

    expect(loose).toEqual([]);
  });

  it('have their integrity in the lock file, and no address', () => {
    // What a package brings in its own archive has that one's.
    const fetched = locked.filter(([, { inBundle }]) => inBundle !== true);
    const without = fetched.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    const addressed = locked.filter(([, { resolved }]) => resolved !== undefined);

    expect(locked.length).toBeGreaterThan(100);
    expect(without).toEqual([]);
    expect(addressed).toEqual([]);
  });
});

describe('the packages that the benches compare with', () => {
  it('have their integrity in a lock file of their own, and no address', () => {
    const files = globSync('bench/**/package-lock.json', { exclude: ['**/node_modules'] });
    const fetched = files
      .flatMap((file) => Object.entries(json<LockFile>(file).packages))
      .filter(([folder]) => folder !== '');

    const faulty = fetched.filter(
      ([, { integrity, resolved }]) => !integrity?.startsWith('sha512-') || resolved !== undefined,
    );

    expect(fetched.length).toBeGreaterThan(50);
    expect(faulty).toEqual([]);
  });
});

describe('the workflows', () => {
  const files = globSync('.github/workflows/*.{yml,yaml}');
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));

  it('name each action by the whole hash of a commit, with its version beside it', () => {
    const uses = lines.filter((line) => /\buses:/.test(line));

    const loose = uses.filter(
      (line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
    );

    expect(uses.length).toBeGreaterThan(0);
    expect(loose).toEqual([]);
  });

  it('may read the repository and nothing else', () => {
    const granted = lines.filter((line) => /^\s*(permissions:|[\w-]+: write)/.test(line));

    expect(granted).toEqual(files.map(() => 'permissions:'));
  });

  it('refuse a dependency with a known fault of weight', () => {
    expect(lines.map((line) => line.trim())).toContain('- run: npm audit --audit-level=high');
  });
});
