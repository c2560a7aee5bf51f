import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../scripts/targets/free-port.ts';
import { notInstalled, type PeerServer } from './peer-server.ts';
import { runServerProcess } from './run-server-process.ts';

const run = promisify(execFile);
const user = 'bench';

/** With its defaults, by which a commit is on the disk before it is answered. */
export async function startPostgres(): Promise<PeerServer> {
  const programs = programFolder();
  // It refuses to run as root; Debian's package has made a user for it.
  const owner = process.getuid?.() === 0 ? await userNamed('postgres') : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'errand-bench-postgres-'));
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { ...owner, cwd: folder };
  await run(join(programs, 'initdb'), ['-D', data, '-U', user, '-A', 'trust'], options);
  const port = String(await freePort());
  const stop = await runServerProcess({
    program: join(programs, 'postgres'),
    arguments: [
      ...['-D', data, '-p', port],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    ],
    options,
    logFile: join(folder, 'log'),
    readyLine: /ready to accept connections/,
  });
  const { stdout } = await run(join(programs, 'postgres'), ['--version']);
  let databases = 0;
  return {
    version: /[\d.]+/.exec(stdout)?.[0] ?? 'unknown',
    async emptyUrl() {
      databases += 1;
      const name = `bench${databases}`;
      await run(join(programs, 'createdb'), ['-h', '127.0.0.1', '-p', port, '-U', user, name]);
      return `postgres://${user}@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian has the server's programs in a folder for each version, and not on the PATH. */
function programFolder(): string {
  const found = globSync('/usr/lib/postgresql/*/bin/postgres');
  const newest = found.toSorted((a, b) => versionIn(b) - versionIn(a))[0];
  if (newest === undefined) throw notInstalled('PostgreSQL', 'postgresql');
  return join(newest, '..');
}

function versionIn(path: string): number {
  return Number(/postgresql\/([\d.]+)/.exec(path)?.[1]);
}

async function userNamed(name: string): Promise<{ uid: number; gid: number }> {
  const [{ stdout: uid }, { stdout: gid }] = await Promise.all([
    run('id', ['-u', name]),
    run('id', ['-g', name]),
  ]);
  return { uid: Number(uid), gid: Number(gid) };
}
