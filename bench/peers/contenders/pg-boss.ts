import type { Address, ContenderProgram } from '../contender.ts';
import { loadPackage } from './load-package.ts';

interface Boss {
  on(event: 'error', listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: { graceful: boolean }): Promise<void>;
  createQueue(name: string, options: object): Promise<void>;
  send(name: string, data: object): Promise<string | null>;
  getJobById(name: string, id: string): Promise<{ state: string } | null>;
  work(name: string, options: object, run: () => Promise<void>): Promise<string>;
}

interface BossModule {
  readonly PgBoss: new (options: object) => Boss;
}

const queue = 'bench';
/** It is woken by PostgreSQL, and fetches on without a pause while there is more. */
const working = {
  batchSize: 10,
  localConcurrency: 10,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
};

export const pgBoss: ContenderProgram = {
  async open(address) {
    const boss = await started(address);
    await boss.createQueue(queue, { retryLimit: 3, notify: true });
    return {
      async enqueue() {
        const id = await boss.send(queue, {});
        if (id === null) throw new Error('pg-boss has not taken the job');
        return id;
      },
      isDone: async (id) => (await boss.getJobById(queue, id))?.state === 'completed',
      close: () => boss.stop({ graceful: false }),
    };
  },
  async work(address) {
    const boss = await started(address);
    await boss.work(queue, working, async () => {});
  },
};

async function started({ url, callers }: Address): Promise<Boss> {
  const { PgBoss } = await loadPackage<BossModule>('pg-boss');
  const boss = new PgBoss({ connectionString: url, max: callers, useListenNotify: true });
  boss.on('error', (error) => console.error(error.message));
  await boss.start();
  return boss;
}
