import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, openConnection } from '../support/connection.ts';
import type { BenchServer } from './start-server.ts';

/** One at a time, so that nothing ever waits for anything else. */
const betweenJobs = 20;
const body = '{"type":"demo","payload":{}}';

/** Milliseconds from the call that enqueues a job until a caller who asks every millisecond sees it done. */
export function measurePolled(server: BenchServer, jobs: number): Promise<readonly number[]> {
  return measure(server, jobs, async (connection) => {
    const { body: accepted } = await connection.call('POST', '/jobs', { body });
    const { id }: { id: string } = JSON.parse(accepted);
    for (;;) {
      const { body: job } = await connection.call('GET', `/jobs/${id}`);
      if (JSON.parse(job).status === 'succeeded') return;
      await pause(1);
    }
  });
}

/** Milliseconds that one call takes which enqueues a job and waits for its result. */
export function measureWaited(server: BenchServer, jobs: number): Promise<readonly number[]> {
  return measure(server, jobs, async (connection) => {
    const answer = await connection.call('POST', '/jobs', { body, prefer: 'wait=10' });
    if (answer.status !== 200) throw new Error(`Expected 200, got ${JSON.stringify(answer)}`);
  });
}

async function measure(
  { url, key }: BenchServer,
  jobs: number,
  one: (connection: Connection) => Promise<void>,
): Promise<readonly number[]> {
  const connection = await openConnection(url, key);
  const times: number[] = [];
  for (let job = 0; job < jobs; job += 1) {
    const started = performance.now();
    await one(connection);
    times.push(performance.now() - started);
    await pause(betweenJobs);
  }
  connection.close();
  return times;
}
