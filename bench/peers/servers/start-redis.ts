import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../../scripts/targets/free-port.ts';
import { notInstalled, type PeerServer } from './peer-server.ts';
import { runServerProcess } from './run-server-process.ts';

const run = promisify(execFile);

/**
 * `everysec`: what was accepted in the last second may be lost with the machine; Redis advises it. `always`: each write is on
 * the disk before it is answered, as with the others. Eviction is off, as BullMQ asks for.
 */
export async function startRedis(appendfsync: 'everysec' | 'always'): Promise<PeerServer> {
  const { stdout } = await run('redis-server', ['--version']).catch(() => {
    throw notInstalled('Redis', 'redis-server');
  });
  const folder = await mkdtemp(join(tmpdir(), 'errand-bench-redis-'));
  const port = String(await freePort());
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync,
    'maxmemory-policy': 'noeviction',
  };
  const stop = await runServerProcess({
    program: 'redis-server',
    arguments: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    logFile: join(folder, 'log'),
    readyLine: /Ready to accept connections/,
  });
  return {
    version: /v=(\S+)/.exec(stdout)?.[1] ?? 'unknown',
    // The contender empties its queue, and nobody else has one.
    emptyUrl: async () => `redis://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
