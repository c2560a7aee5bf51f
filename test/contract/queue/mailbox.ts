import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { Delivery, Outgoing, Sent } from '../../../functions/core/queue.ts';
import type { QueueFixture } from './queue-fixture.ts';

/** One test's own messages in a queue that may hold those of others as well. */
export interface Mailbox {
  /** Sends bodies that are marked as this test's. */
  send(bodies: readonly string[], delaySeconds?: number): Promise<readonly Sent[]>;
  mark(body: string, delaySeconds?: number): Outgoing;
  /** Receives until there are so many, and answers them sorted by their bodies, unmarked. */
  take(count: number, from?: { deadLetters: boolean }): Promise<readonly Delivery[]>;
  /** Finds none of this test's messages to be delivered now. */
  expectNone(from?: { deadLetters: boolean }): Promise<void>;
  leave(deliveries: readonly Delivery[], seconds: number): Promise<void>;
  remove(deliveries: readonly Delivery[], from?: { deadLetters: boolean }): Promise<void>;
}

export function openMailbox(fixture: QueueFixture, name: string = fixture.names[0]): Mailbox {
  const prefix = `${randomUUID()}:`;
  const source = (from = { deadLetters: false }) => ({ queue: name, ...from });
  const mark = (body: string, delaySeconds = 0) => ({ body: prefix + body, delaySeconds });
  const receive = async (from?: { deadLetters: boolean }) => {
    const found = await fixture.receive(source(from), 10);
    return found
      .filter(({ body }) => body.startsWith(prefix))
      .map((delivery) => ({ ...delivery, body: delivery.body.slice(prefix.length) }));
  };
  return {
    mark,
    send: (bodies, delaySeconds) =>
      fixture.queue.send(
        name,
        bodies.map((body) => mark(body, delaySeconds)),
      ),
    async take(count, from) {
      const taken: Delivery[] = [];
      const more = async () => {
        taken.push(...(await receive(from)));
        expect(taken.length).toBeGreaterThanOrEqual(count);
      };
      await vi.waitFor(more, { timeout: 20_000, interval: 20 });
      return taken.sort((a, b) => (a.body < b.body ? -1 : 1));
    },
    async expectNone(from) {
      expect(await receive(from)).toEqual([]);
    },
    leave: (deliveries, seconds) =>
      fixture.queue.leave(
        source(),
        deliveries.map(({ receipt }) => ({ receipt, seconds })),
      ),
    remove: (deliveries, from) =>
      fixture.remove(
        source(from),
        deliveries.map(({ receipt }) => receipt),
      ),
  };
}
