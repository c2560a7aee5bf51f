import { execFile, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What npm was told from outside, and not by the command under which the tests run. */
const kept = ['npm_config_cache', 'npm_config_registry', 'npm_config_userconfig'];

/** As of somebody who types in a terminal: neither this repository's programs nor its settings are in it. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) =>
      kept.includes(name.toLowerCase()) || !/^(npm_|INIT_CWD$|NODE|VITEST|TEST$)/i.test(name),
  );
  const path = (process.env.PATH ?? '').split(delimiter);
  const PATH = path.filter((folder) => !/node_modules/.test(folder)).join(delimiter);
  return { ...Object.fromEntries(entries), PATH };
}

/** Answers what the command wrote to stdout. Rejects with all that it wrote if it fails. */
export async function command(
  folder: string,
  program: 'npm' | 'npx',
  ...args: readonly string[]
): Promise<string> {
  const options = { cwd: folder, env: ownEnvironment(), maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await run(program, args, options);
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${stdout}${stderr}`);
  }
}

export interface Started {
  /** All it has written so far. */
  output(): string;
  readonly ended: Promise<void>;
  /** SIGTERM to all its processes. */
  stop(): Promise<void>;
}

/** `npm start` in a folder, in a process group of its own. */
export function npmStart(folder: string, environment: NodeJS.ProcessEnv): Started {
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...ownEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  return {
    output: () => text,
    ended,
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}
