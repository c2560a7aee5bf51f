import type { ContenderProgram } from '../contender.ts';
import { loadPackage } from './load-package.ts';

interface Pool {
  query(text: string, values?: readonly unknown[]): Promise<{ rowCount: number | null }>;
  end(): Promise<void>;
}

interface PgModule {
  readonly default: { readonly Pool: new (options: object) => Pool };
}

interface WorkerModule {
  makeWorkerUtils(options: object): Promise<{
    migrate(): Promise<void>;
    addJob(task: string, data: object, options: object): Promise<{ id: string }>;
    release(): Promise<void>;
  }>;
  run(options: object): Promise<unknown>;
  readonly Logger: new (factory: () => () => void) => unknown;
}

/** The settings of its own page about performance. */
const worker = {
  concurrentJobs: 24,
  maxPoolSize: 25,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};

/** It deletes the row of a job that has succeeded, and keeps nothing of it. */
const lookUp = 'select 1 from graphile_worker._private_jobs where id = $1';

export const graphileWorker: ContenderProgram = {
  async open({ url, callers }) {
    const { makeWorkerUtils } = await loadPackage<WorkerModule>('graphile-worker');
    const { default: pg } = await loadPackage<PgModule>('pg');
    const pgPool = new pg.Pool({ connectionString: url, max: callers });
    const queue = await makeWorkerUtils({ pgPool });
    await queue.migrate();
    return {
      enqueue: async () => (await queue.addJob('demo', {}, { maxAttempts: 3 })).id,
      isDone: async (id) => (await pgPool.query(lookUp, [id])).rowCount === 0,
      async close() {
        await queue.release();
        await pgPool.end();
      },
    };
  },
  async work({ url }) {
    const { run, Logger } = await loadPackage<WorkerModule>('graphile-worker');
    const logger = new Logger(() => () => {});
    const preset = { worker: { ...worker, connectionString: url } };
    await run({ preset, logger, noHandleSignals: true, taskList: { demo: async () => {} } });
  },
};
