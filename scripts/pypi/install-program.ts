import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { lastLineOf } from '../targets/last-line-of.ts';

const run = promisify(execFile);

/** A program that comes from PyPI. */
export interface PythonProgram {
  /** As a message calls it. */
  readonly title: string;
  /** Of the package, and of the program in it. */
  readonly name: string;
  readonly version: string;
  /** A file that pins what the package needs, for what depends on that. @default - what pip chooses */
  readonly constraints?: string;
}

const pythons = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const isRecent = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';

/** The program's file, in a virtual environment of its own that is made by the first call. */
export async function installProgram(wanted: PythonProgram): Promise<string> {
  const { title, name, version, constraints } = wanted;
  const folder = path.join(cacheFolder(), `${name}-${version}`);
  const program = path.join(folder, 'bin', name);
  // Written last: an install that was cut short has none.
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return program;

  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await oneLine(
    run(await findPython(title), ['-m', 'venv', folder]),
    'Python makes no virtual environment',
  );
  const pip = ['install', '--quiet', '--disable-pip-version-check', `${name}==${version}`];
  if (constraints !== undefined) pip.push('--constraint', constraints);
  await oneLine(
    run(path.join(folder, 'bin', 'pip'), pip),
    `${title} ${version} cannot be installed from PyPI`,
  );
  await writeFile(complete, '');
  return program;
}

function cacheFolder(): string {
  const shared = process.env.XDG_CACHE_HOME;
  return shared ? path.join(shared, 'errand') : path.resolve('node_modules/.cache/errand');
}

async function findPython(title: string): Promise<string> {
  for (const python of pythons) {
    const usable = await run(python, ['-c', isRecent]).then(
      () => true,
      () => false,
    );
    if (usable) return python;
  }
  throw new Error(`${title} needs Python 3.10 or later: install it, or put it on the PATH`);
}

async function oneLine(work: Promise<unknown>, problem: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new Error(`${problem}: ${lastLineOf(error)}`);
  }
}
