import type { ContenderProgram } from '../contender.ts';
import { loadPackage } from './load-package.ts';

interface Waited {
  waitUntilReady(): Promise<unknown>;
}

interface BullQueue extends Waited {
  obliterate(options: { force: boolean }): Promise<void>;
  add(name: string, data: object, options: { attempts: number }): Promise<{ id: string }>;
  getJobState(id: string): Promise<string>;
  close(): Promise<void>;
}

interface BullModule {
  readonly Queue: new (name: string, options: object) => BullQueue;
  readonly Worker: new (name: string, run: () => Promise<void>, options: object) => Waited;
}

const name = 'bench';
/** As many as Errand's queue has at most: ten batches of ten. */
const concurrency = 100;

export const bullmq: ContenderProgram = {
  async open({ url }) {
    const { Queue } = await loadPackage<BullModule>('bullmq');
    const queue = new Queue(name, { connection: { url } });
    await queue.waitUntilReady();
    await queue.obliterate({ force: true });
    return {
      enqueue: async () => (await queue.add('demo', {}, { attempts: 3 })).id,
      isDone: async (id) => (await queue.getJobState(id)) === 'completed',
      close: () => queue.close(),
    };
  },
  async work({ url }) {
    const { Worker } = await loadPackage<BullModule>('bullmq');
    const connection = { url, maxRetriesPerRequest: null };
    await new Worker(name, async () => {}, { connection, concurrency }).waitUntilReady();
  },
};
