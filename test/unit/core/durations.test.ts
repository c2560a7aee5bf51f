import { expect, it } from 'vitest';
import { day } from '../../../functions/core/duration.ts';
import type { JobRecord } from '../../../functions/core/job-record.ts';
import { createDeadLetter } from '../../../functions/dead-letter/dead-letter.ts';
import { invocationContext } from '../../../local/dispatch/invocation-context.ts';
import { sourceOf } from '../../../local/dispatch/source-arn.ts';
import { sqsEvent } from '../../../local/dispatch/sqs-event.ts';
import { oneInvocation } from '../../support/protocol/one-invocation.ts';
import { enqueueOne } from '../../support/protocol/test-jobs.ts';

const none = { succeeded: 0, failed: 0, cancelled: 0, retried: 0 };

/** A world, and its counts of all job types together. */
function setup(...given: Parameters<typeof oneInvocation>) {
  const kit = oneInvocation(...given);
  const { store, clock } = kit.world;
  const counts = async () => {
    const minutes = await store.readStats('acme', 0, clock.now() + day);
    return minutes.flatMap(({ types }) => Object.values(types));
  };
  return { ...kit, counts, longAgo: clock.now() - 5 * day };
}

it('is how long each attempt took, whichever way it ended', async () => {
  const { world, task, work, counts } = setup(async (_, { job }) => {
    await world.clock.wait(job.attempt * 2_000);
    if (job.attempt === 1) throw new Error('no luck');
  });
  await enqueueOne(world.ports, task);

  await work();
  await world.clock.advance(60_000);
  await work();

  expect(await counts()).toEqual([
    { ...none, retried: 1, duration: 2_000 },
    { ...none, succeeded: 1, duration: 4_000 },
  ]);
});

const ends: readonly [string, Partial<JobRecord>, object][] = [
  ['has crashed at its last attempt', { maxAttempts: 1 }, { failed: 1 }],
  ['has crashed, and was to be cancelled', { cancelRequestedAt: 1 }, { cancelled: 1 }],
  ['has crashed, and whose type is not there any more', { type: 'gone' }, { failed: 1 }],
  [
    'waits for its next attempt, and whose type is not there any more',
    { type: 'gone', status: 'retrying' },
    { failed: 1 },
  ],
];

it.each(ends)('counts no waiting as work when a job ends that %s', async (_, fields, count) => {
  const { send, lapsed, work, counts, longAgo } = setup();
  await send(lapsed(started(longAgo, fields)), { resent: 10 });

  await work();

  expect(await counts()).toEqual([{ ...none, ...count, duration: 0 }]);
});

it.each(['running', 'retrying'] as const)(
  'counts no waiting as work when the message of a %s job becomes a dead letter',
  async (status) => {
    const { world, send, lapsed, counts, longAgo } = setup();
    await send(lapsed(started(longAgo, { status })));
    const bury = createDeadLetter({ ...world.ports, sourceOf, metrics: { batch: () => {} } });
    const source = { queue: 'default', deadLetters: true };
    const context = invocationContext('r1', { name: 'bury', timeout: 30_000, memory: 128 });

    await bury(sqsEvent(source, world.deliver('default')), context);

    expect(await counts()).toEqual([{ ...none, failed: 1, duration: 0 }]);
  },
);

/** Of a record whose last attempt started then, and has ended a second later if the job is not running. */
function started(at: number, fields: Partial<JobRecord>): Partial<JobRecord> {
  const { status = 'running' } = fields;
  const history = [{ status: 'queued', at } as const, { status: 'running', at } as const];
  const end = { status, at: at + 1_000 };
  return {
    tenant: 'acme',
    startedAt: at,
    ...fields,
    history: status === 'running' ? history : [...history, end],
  };
}
