import { describe, expect, it } from 'vitest';
import { recordOf } from '../../functions/core/new-record.ts';
import { Client } from '../support/flows/client.ts';
import { timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { until } from '../support/flows/until.ts';
import { deployedParts } from '../support/targets/deployed-parts.ts';
import { exampleMessage } from '../support/targets/example-message.ts';

const target = sharedTarget();
const client = new Client(target);
const timeout = 240_000 * target.patience;
/** For what a minute has to be over first, or the scheduler's rule go off. */
const longest = 180_000;

// Side by side, since each of them mostly waits.
describe.runIf(target.storage).concurrent.each(['default', 'demo'] as const)(
  "what comes through the queue '%s'",
  { timeout },
  (queue) => {
    it('runs at its time if its message comes early, and nobody has written its record', async () => {
      const { store, send } = parts();
      const runAt = Date.now() + 4_000;
      const early = exampleMessage(queue, { runAt });

      await send(queue, early);
      await until('the claim to write a record', () => store.get(early.id));
      const job = await client.waitFor(early.id, 'succeeded');

      expect(timeOf(job.startedAt)).toBeGreaterThanOrEqual(runAt);
    });

    it('has failed if its type is unknown still when it was sent ten times more', async () => {
      const { store, send } = parts();
      const unknown = exampleMessage(queue, { type: 'of-a-later-release', resent: 9 });

      await send(queue, unknown);
      await until('the worker to give it up', () => store.get(unknown.id), { within: longest });
      const job = await client.waitFor(unknown.id, 'failed');

      expect(job.error).toMatchObject({ code: 'unknown-type' });
    });

    it('is sent by the scheduler when it is due', async () => {
      const { store } = parts();
      const now = Date.now();
      const due = recordOf(exampleMessage(queue, { runAt: now }), queue, store);

      await store.create({ ...due, dueAt: now }, now);
      await client.waitFor(due.id, 'succeeded', longest);

      expect(await store.get(due.id)).not.toHaveProperty('dueAt');
    });
  },
);

describe.runIf(target.storage).concurrent.each(['default', 'demo'] as const)(
  "a message in the dead-letter queue of '%s'",
  { timeout },
  (queue) => {
    it('has its job end as failed, though nobody has written a record', async () => {
      const { store, sendToDeadLetters } = parts();
      const lost = exampleMessage(queue);

      await sendToDeadLetters(queue, lost);
      await until('a record to be written', () => store.get(lost.id));

      expect(await client.waitFor(lost.id, 'failed')).toMatchObject({
        attempt: 0,
        error: { code: 'dead-lettered' },
      });
    });

    it('leaves its job alone under a live lease, and has it end as failed after that', async () => {
      const { store, sendToDeadLetters } = parts();
      const now = Date.now();
      const message = exampleMessage(queue);
      const leaseUntil = now + 4_000;
      const attempt = { status: 'running', attempt: 1, owner: 'gone', leaseUntil } as const;
      await store.create({ ...recordOf(message, queue, store), ...attempt, startedAt: now }, now);

      await sendToDeadLetters(queue, message);
      const job = await client.waitFor(message.id, 'failed');

      expect(timeOf(job.finishedAt)).toBeGreaterThanOrEqual(leaseUntil);
      expect(job).toMatchObject({ attempt: 1, error: { code: 'dead-lettered' } });
    });
  },
);

function parts() {
  if (target.storage === undefined) throw new Error("This target does not have 'opens-storage'");
  return deployedParts(target.storage);
}
