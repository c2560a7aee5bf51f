import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './page-blocks.ts';

export interface ShellSession {
  /** What the code has written to stdout. Rejects with all that it wrote if a command of it fails. */
  run(code: string): Promise<string>;
  end(): void;
}

/** One shell in a folder, in which what a block has set is there in the next, as in a terminal. */
export function shellSession(
  folder: string,
  environment: Readonly<Record<string, string>>,
): ShellSession {
  const shell = spawn('bash', ['--norc', '--noprofile', '-s'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NO_COLOR: '1',
      // Half of the time of a short program is that of reading its code.
      NODE_COMPILE_CACHE: join(repository, 'node_modules/.cache/errand'),
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  let look = () => {};
  shell.stdout.setEncoding('utf8').on('data', (some) => {
    text.out += some;
    look();
  });
  shell.stderr.setEncoding('utf8').on('data', (some) => {
    text.err += some;
  });
  shell.once('close', () => look());
  shell.stdin.write(asInTheRepository);
  const run = (code: string) =>
    new Promise<string>((resolve, reject) => {
      const end = randomUUID();
      const file = join(folder, `${end}.sh`);
      writeFileSync(file, `set -eo pipefail\n${code}\n`);
      Object.assign(text, { out: '', err: '' });
      look = () => {
        if (text.out.includes(end)) resolve(text.out.slice(0, text.out.indexOf(end)));
        else if (shell.exitCode !== null)
          reject(new Error(`It failed:\n${code}\n${text.out}${text.err}`));
      };
      shell.stdin.write(`source '${file}' </dev/null\nprintf %s '${end}'\n`);
    });
  return { run, end: () => void shell.kill() };
}

/** `npm run errand --` and `npx errand` are this program, whose start by npm takes a second each time. */
const asInTheRepository = `
errand() { '${process.execPath}' '${join(repository, 'cli/main.ts')}' "$@"; }
npm() {
  [ "$1" = run ] || return 1
  shift
  [ "$1" = -s ] && shift
  [ "$1" = errand ] && [ "$2" = -- ] || return 1
  shift 2
  errand "$@"
}
npx() { [ "$1" = errand ] || return 1; shift; errand "$@"; }
`;
