import { afterAll, beforeAll, describe } from 'vitest';
import { describeDeadLetters } from './queue/dead-letters.ts';
import { describeDelivery } from './queue/delivery.ts';
import { describeDepths } from './queue/depths.ts';
import { describeLeave } from './queue/leave.ts';
import type { QueueFixture } from './queue/queue-fixture.ts';
import { describeSend } from './queue/send.ts';

/** What every queue does. The queues may hold other messages and are made once. */
export function describeQueue(
  name: string,
  makeQueue: () => QueueFixture | Promise<QueueFixture>,
): void {
  // Where time is real, a test waits for seconds and a delivery may take its time.
  describe(`the queue: ${name}`, { timeout: 60_000 }, () => {
    let fixture: QueueFixture;
    beforeAll(async () => {
      fixture = await makeQueue();
    });
    afterAll(() => fixture.close?.());
    const made = () => fixture;

    describeSend(made);
    describeDelivery(made);
    describeLeave(made);
    describeDeadLetters(made);
    describeDepths(made);
  });
}
