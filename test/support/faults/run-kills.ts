import type { ApiCall } from '../local-server/api-caller.ts';
import type { LocalServer } from '../local-server/start-local-server.ts';
import { askUntil } from './ask-until.ts';
import { look } from './audit.ts';
import { environmentsOf } from './environments-of.ts';
import { Ledger } from './ledger.ts';
import { type FaultReport, reportFaults } from './report-faults.ts';
import { startLoad } from './run-load.ts';
import { openStage } from './stage.ts';

export interface KillOptions {
  /** Times that the whole server is killed. */
  readonly kills: number;
  readonly seed: number;
}

export interface KillReport extends FaultReport {
  readonly serverKills: number;
  readonly environmentKills: number;
}

/** What a server has to finish before it is killed, so that kills hit it at work. */
const finishedBefore = 20;

/** A load, under which worker environments and then the whole server are killed, again and again. */
export async function runKills({ kills, seed }: KillOptions): Promise<KillReport> {
  const since = performance.now();
  const stage = openStage();
  const ledger = new Ledger();
  let server = await stage.start();
  let environmentKills = 0;
  const call: ApiCall = (request, sent) => server.call(request, sent);
  try {
    const load = startLoad({ seed, callers: 8, gap: 20, call, ledger });
    for (let round = 0; round < kills; round += 1) {
      await untilFinished(server, finishedBefore);
      environmentKills += await killEnvironments(server);
      await untilFinished(server, finishedBefore * 2);
      await killServer(server, round);
      server = await stage.start();
      await look(ledger, call);
    }
    await load.end();
    const report = await reportFaults({ seed, since, stage, ledger, call });
    return { serverKills: kills, environmentKills, ...report };
  } finally {
    await stage.end();
  }
}

function untilFinished(server: LocalServer, count: number): Promise<true> {
  return askUntil(`${count} jobs to be finished`, () =>
    server.output().split('Finished job').length > count ? true : undefined,
  );
}

/** Each that runs now. Returns how many there were. */
async function killEnvironments(server: LocalServer): Promise<number> {
  const pids = await environmentsOf(server.pid);
  for (const pid of pids) killIfThere(pid);
  return pids.length;
}

/** All its processes at once, or it alone: its environments then have to end themselves. */
async function killServer(server: LocalServer, round: number): Promise<void> {
  if (round % 2 === 0) return server.killTree();
  server.signal('SIGKILL');
  await server.ended;
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
