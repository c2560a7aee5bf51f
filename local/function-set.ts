import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Build, buildFunctions } from './build-functions.ts';

export interface FunctionSet {
  /** The newest build that went well. */
  current(): Build;
  /** Rejects, and leaves the current one in place, if the code has a fault. */
  rebuild(): Promise<Build>;
}

/** The bundles of a data folder, with the job types of a module. Those of the server before are of no use to this one. */
export async function functionSet(dataFolder: string, jobs: string): Promise<FunctionSet> {
  // A name that nobody else uses: all of it is removed.
  const folder = join(dataFolder, 'errand-bundles');
  rmSync(folder, { recursive: true, force: true });
  let builds = 0;
  const next = () => buildFunctions(join(folder, String(++builds)), jobs);
  let current = await next();
  return {
    current: () => current,
    rebuild: async () => {
      current = await next();
      return current;
    },
  };
}
