import type { Log } from '../../functions/core/log.ts';
import type { Delivery, Source } from '../../functions/core/queue.ts';
import type { LocalClock } from '../clock/local-clock.ts';
import type { Ending } from '../environments/environment.ts';
import type { LocalQueue, LocalStore } from '../local-ports.ts';
import { failedMessages } from './failed-messages.ts';

export interface FinishPorts {
  readonly source: Source;
  readonly queue: LocalQueue;
  readonly store: LocalStore;
  readonly clock: LocalClock;
  readonly log: Log;
}

export interface FinishedBatch {
  readonly requestId: string;
  readonly deliveries: readonly Delivery[];
  readonly ending: Ending;
}

/**
 * Removes what succeeded. What failed comes back when its visibility ends, as on AWS; only what an
 * environment took with it comes back at once, and its leases end: nobody is left to use them.
 */
export async function finishBatch(ports: FinishPorts, batch: FinishedBatch): Promise<void> {
  const { source, queue, log } = ports;
  const { requestId, deliveries, ending } = batch;
  if (ending.how === 'died') return giveBack(ports, batch, ending.reason);
  if (ending.how === 'threw') {
    log.error(`A batch of queue '${source.queue}' failed: ${ending.error}`, { requestId });
    return;
  }
  const failed = failedMessages(ending.response, new Set(deliveries.map((d) => d.messageId)));
  if (failed === undefined) {
    log.error(`A batch of queue '${source.queue}' failed: its response is malformed`, {
      requestId,
      response: ending.response,
    });
    return;
  }
  const done = deliveries.filter(({ messageId }) => !failed.has(messageId));
  if (done.length > 0) await queue.remove(source, receiptsOf(done));
}

async function giveBack(
  { source, queue, store, clock, log }: FinishPorts,
  { requestId, deliveries }: FinishedBatch,
  reason: string,
): Promise<void> {
  log.error(`A worker of queue '${source.queue}' ended: ${reason}`, {
    requestId,
    messages: deliveries.length,
  });
  const owners = deliveries.map((_, place) => `${requestId}#${place}`);
  await store.endLeases(owners, clock.now());
  await queue.release(source, receiptsOf(deliveries));
}

function receiptsOf(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ receipt }) => receipt);
}
