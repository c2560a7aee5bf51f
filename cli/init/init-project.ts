import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Surroundings, UsageError } from '../surroundings.ts';
import { type ProjectNames, projectFiles, projectManifest } from './project-files.ts';

interface InitPorts extends Pick<Surroundings, 'out'> {
  /** What the package.json of a project in `folder` asks for as `errand`. */
  errandSource(folder: string): string;
}

/** Makes a project in `folder`, which may hold other files. Writes nothing if one of its files is there. */
export function initProject(folder: string, { out, errandSource }: InitPorts): void {
  const root = resolve(folder);
  const names = namesFor(basename(root));
  const files = projectFiles(names);
  refuseTaken(root, ['package.json', ...files.keys()]);
  write(root, files);
  write(root, new Map([['package.json', projectManifest(names.project, errandSource(root))]]));
  out(nextSteps(relative('.', root)));
}

/** Of what is left of the folder's name in a package's name, and in a stack's. */
function namesFor(folder: string): ProjectNames {
  const project =
    folder
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? '';
  // A stack's name begins with a letter.
  const words = /^[a-z]/.test(project) ? project.split('-') : ['my', 'jobs'];
  const stack = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return { project: project || 'my-jobs', stack };
}

function refuseTaken(root: string, files: readonly string[]): void {
  const taken = files.filter((file) => existsSync(join(root, file)));
  if (taken.length === 0) return;
  throw new UsageError(
    `${root} already has ${taken.join(', ')}, and nothing is overwritten: name a new folder, or add Errand to that project as docs/adopt.md says`,
  );
}

function write(root: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  }
}

function nextSteps(folder: string): string {
  const change =
    folder === '' ? '' : `  cd ${/^[\w./-]+$/.test(folder) ? folder : `'${folder}'`}\n`;
  return `The project is made. Next:\n\n${change}  npm install\n  npm start\n`;
}
