/** What the tests of a project's job types import. */

export {
  createTestErrand,
  type TestErrand,
  type TestErrandOptions,
  type TestJobOf,
} from '../testing/create-test-errand.ts';
export type { TestJob } from '../testing/job-of-record.ts';
export { type EnqueuedChild, type RanJob, type RunOptions, runJob } from '../testing/run-job.ts';
export type { LogLine } from '../testing/world/collected-log.ts';
