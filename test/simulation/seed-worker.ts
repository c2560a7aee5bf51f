import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds, type SeedRange } from './run-seeds.ts';

/** A thread of its own: runs the seeds that it was given and posts what they broke. */
const range: SeedRange = workerData;
parentPort?.postMessage(await runSeeds(range));
