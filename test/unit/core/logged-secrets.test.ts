import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect, it } from 'vitest';
import { defineJob } from '../../../functions/core/define-job.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { readBodies } from '../../../functions/core/read-job.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { plantedSecret } from '../../support/flows/planted-secret.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

/** Says what it got, as schemas do. */
const picky: StandardSchemaV1<unknown> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => ({ issues: [{ message: `Expected a number, got ${value}` }] }),
  },
};

function setup(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  const strict = defineJob({ name: 'strict', input: picky, run: async () => {} });
  const { task, slow, child } = kit;
  const jobs = registerJobs(defineQueues({ default: {} }), [task, slow, child, strict]);
  const logged = () => JSON.stringify(world.log);
  return { world, ...kit, strict, platform: new Platform(world, jobs), logged };
}

it('logs nothing of a payload that its schema refuses when the job runs', async () => {
  const { world, strict, platform, logged } = setup();
  await enqueueOne(world.ports, strict, { id: 'job', payload: plantedSecret });

  await platform.drain();

  const record = await world.store.get('job');
  expect(record?.error).toMatchObject({
    code: 'invalid-payload',
    message: expect.stringContaining(plantedSecret),
  });
  expect(logged()).toContain('invalid-payload');
  expect(logged()).not.toContain(plantedSecret);
});

it('logs nothing of a payload for a child that its schema refuses', async () => {
  const { world, task, platform, logged } = setup((_, { enqueue }) =>
    enqueue('strict', plantedSecret),
  );
  await enqueueOne(world.ports, task, { id: 'job' });

  await platform.drain();

  const record = await world.store.get('job');
  const { error } = record ? await readBodies(world.ports, record) : {};
  expect(error).toMatchObject({ code: 'permanent', stack: expect.stringContaining(plantedSecret) });
  expect(logged()).toContain("The payload for 'strict' is not valid");
  expect(logged()).not.toContain(plantedSecret);
});

it('logs nothing of a message that cannot be read', async () => {
  const { world, platform, logged } = setup();
  await world.ports.queue.send('default', [{ body: `{ ${plantedSecret}`, delaySeconds: 0 }]);

  await platform.drain();

  expect(world.store.all()).toMatchObject([{ type: 'unknown', status: 'failed' }]);
  expect(logged()).not.toContain(plantedSecret);
});

it('logs nothing of payload, tags, note and result of a job that succeeds, and of one that is erased', async () => {
  const { world, task, platform, logged } = setup((payload, { progress }) => {
    progress(0.5, plantedSecret);
    return payload;
  });
  await enqueueOne(world.ports, task, { payload: plantedSecret, tags: [plantedSecret] });

  await platform.drain();

  expect(logged()).toContain('Finished job');
  expect(logged()).not.toContain(plantedSecret);
});
