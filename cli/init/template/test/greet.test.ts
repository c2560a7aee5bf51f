import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createTestErrand } from 'errand/testing';
import { jobs } from '../jobs/index.ts';

it('greets whom the payload names', async () => {
  const errand = createTestErrand(jobs);

  const { id } = await errand.enqueue('greet', { name: 'Ada' });
  await errand.drain();

  const job = errand.job(id);
  assert.equal(job.status, 'succeeded');
  assert.deepEqual(job.result, { greeting: 'Hello, Ada' });
});
