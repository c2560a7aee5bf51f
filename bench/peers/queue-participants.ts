import { fileURLToPath } from 'node:url';
import type { ProgramName } from './contenders/programs.ts';
import { installPackages, versionOf } from './install-packages.ts';
import { measureInProcess } from './measure-in-process.ts';
import type { Participant } from './participant.ts';
import type { PeerServer } from './servers/peer-server.ts';
import { startPostgres } from './servers/start-postgres.ts';
import { startRedis } from './servers/start-redis.ts';
import type { Peer } from './start-participants.ts';

interface QueuePeer {
  readonly title: string;
  /** Named as its package is. */
  readonly program: Exclude<ProgramName, `errand-${string}`>;
  readonly durability: string;
  readonly database: string;
  startServer(): Promise<PeerServer>;
}

const onPostgres = {
  durability: 'on the disk',
  database: 'PostgreSQL',
  startServer: startPostgres,
};

const queues: readonly QueuePeer[] = [
  {
    title: 'BullMQ, fsync each second',
    program: 'bullmq',
    durability: 'within a second',
    database: 'Redis',
    startServer: () => startRedis('everysec'),
  },
  {
    title: 'BullMQ, fsync each write',
    program: 'bullmq',
    durability: 'on the disk',
    database: 'Redis',
    startServer: () => startRedis('always'),
  },
  { title: 'graphile-worker', program: 'graphile-worker', ...onPostgres },
  { title: 'pg-boss', program: 'pg-boss', ...onPostgres },
];

/** Queues that are libraries over a database server. */
export const queuePeers: readonly Peer[] = queues.map((queue) => ({
  title: queue.title,
  start: () => startQueuePeer(queue),
}));

const folder = fileURLToPath(new URL('.', import.meta.url));

/** With a server of its own. Rejects if there is none on this machine. */
async function startQueuePeer(peer: QueuePeer): Promise<Participant> {
  const { title, program, durability, database } = peer;
  const server = await peer.startServer();
  await installPackages(folder);
  return {
    title,
    versions: `${versionOf(folder, program)}, ${database} ${server.version}`,
    durability,
    async measure(load) {
      const address = { url: await server.emptyUrl(), callers: load.callers };
      return measureInProcess({ program, address, load });
    },
    stop: server.stop,
  };
}
