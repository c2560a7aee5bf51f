import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { BatchTally } from '../core/batch-tally.ts';
import { buryMessage } from '../core/bury-message.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Ports } from '../core/ports.ts';
import type { Delivery, Source } from '../core/queue.ts';
import { deliveriesOf, sourceArnOf } from '../lambda/deliveries-of.ts';
import { logFaults } from '../lambda/log-faults.ts';

export interface DeadLetterPorts extends Ports {
  readonly metrics: Metrics;
  /** The queue whose dead-letter queue has this ARN. */
  sourceOf(arn: string): Source;
}

/** The function behind the dead-letter queues: writes into the records what became of their messages. */
export function createDeadLetter(ports: DeadLetterPorts) {
  return middy<SQSEvent, SQSBatchResponse>({ timeoutEarlyInMillis: 0 })
    .use(logFaults(ports.log))
    .handler(async (event: SQSEvent) => {
      const source = ports.sourceOf(sourceArnOf(event));
      const deliveries = deliveriesOf(event);
      const tally = new BatchTally(source.queue, deliveries.length);
      const returned = await Promise.all(
        deliveries.map((delivery) => bury(ports, { source, tally }, delivery)),
      );
      const batchItemFailures = returned.flat().map((itemIdentifier) => ({ itemIdentifier }));
      tally.returned = batchItemFailures.length;
      await tally.write(ports);
      ports.metrics.batch(tally.counts());
      return { batchItemFailures };
    });
}

/** The ids that go back: one, or none. A store that is down must not lose the last trace of a job. */
async function bury(
  ports: DeadLetterPorts,
  { source, tally }: { source: Source; tally: BatchTally },
  delivery: Delivery,
): Promise<readonly string[]> {
  const { messageId, receipt } = delivery;
  try {
    const burial = await buryMessage(ports, source.queue, delivery);
    if (burial.outcome === 'buried') tally.add(burial.record);
    if (burial.outcome !== 'leave') return [];
    await ports.queue.leave(source, [{ receipt, seconds: burial.seconds }]);
  } catch (error) {
    ports.log.error(`Message ${messageId} stays in the dead-letter queue of '${source.queue}'`, {
      messageId,
      error: String(error),
    });
  }
  return [messageId];
}
