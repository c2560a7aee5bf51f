import { Worker } from 'node:worker_threads';
import type { Broken, SeedRange } from './run-seeds.ts';

/** Deals the seeds out to threads of the program at `worker`. What they found, the lowest seed first. */
export async function runInThreads(
  worker: URL,
  range: SeedRange,
  threads: number,
): Promise<readonly Broken[]> {
  const parts = Array.from({ length: threads }, (_, place) =>
    runInThread(worker, { ...range, turn: { of: threads, place } }),
  );
  return (await Promise.all(parts)).flat().sort((a, b) => a.seed - b.seed);
}

function runInThread(worker: URL, range: SeedRange): Promise<readonly Broken[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: range });
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`A thread ended with exit code ${code}`)));
  });
}
