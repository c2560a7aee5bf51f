import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a project has its job types, unless its package.json says `"errand": { "jobs": "src/jobs.ts" }`. */
const usual = 'jobs/index.ts';

/**
 * The path of the module that exports `jobs`, for the project in `folder`. Server and stack look here alike.
 * Throws with what to do if there is no such file.
 */
export function findJobsModule(folder: string): string {
  const named = namedIn(join(folder, 'package.json'));
  const module = resolve(folder, named ?? usual);
  if (existsSync(module)) return module;
  throw new Error(
    named === undefined
      ? `There is no ${usual} in ${resolve(folder)}: make one that exports jobs, or name yours in package.json, as "errand": { "jobs": "src/jobs.ts" }`
      : `There is no ${module}, which package.json names as errand.jobs`,
  );
}

function namedIn(manifest: string): string | undefined {
  if (!existsSync(manifest)) return undefined;
  const { errand }: { errand?: { jobs?: unknown } } = JSON.parse(readFileSync(manifest, 'utf8'));
  const jobs = errand?.jobs;
  if (jobs === undefined || (typeof jobs === 'string' && jobs !== '')) return jobs;
  throw new Error(
    `Expected errand.jobs in ${manifest} to be the path of the module that exports jobs, got ${JSON.stringify(jobs)}`,
  );
}
