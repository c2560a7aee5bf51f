import * as v from 'valibot';
import { expect, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { exampleJob } from '../../../functions/openapi/example-job.ts';

function jobType(name: string, examples?: readonly object[]) {
  const input = v.object({});
  return defineJob({
    name,
    input: examples === undefined ? input : v.pipe(input, v.metadata({ examples })),
    run: async () => {},
  });
}

function exampleOf(...types: readonly ReturnType<typeof jobType>[]) {
  return exampleJob(registerJobs(defineQueues({ default: {} }), types));
}

it('is of the first job type whose schema has examples, and the first of them', () => {
  const example = exampleOf(jobType('none'), jobType('empty', []), jobType('two', [{ a: 1 }, {}]));

  expect(example).toEqual({ type: 'two', payload: { a: 1 } });
});

it('is none if no schema has any', () => {
  expect(exampleOf(jobType('none'))).toBeUndefined();
});
