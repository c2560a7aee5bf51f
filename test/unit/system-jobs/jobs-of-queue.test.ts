import { expect, it } from 'vitest';
import { jobsOfQueue } from '../../../functions/system-jobs/jobs-of-queue.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { testJobs } from '../../support/protocol/test-jobs.ts';

const { ports } = createWorld();
const { jobs } = testJobs(Date.now, () => {});

it("runs the program's job types on the program's queues", () => {
  expect(jobsOfQueue('default', ports, jobs)).toBe(jobs);
});

it("runs Errand's own job types on Errand's own queue, and no other", () => {
  const own = jobsOfQueue('errand', ports, jobs);

  const names = Object.keys(own.types);
  expect(names.filter((name) => !name.startsWith('errand-'))).toEqual([]);
  expect(own.queues).toEqual(jobs.queues);
});
