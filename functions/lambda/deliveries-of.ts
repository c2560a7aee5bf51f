import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Delivery } from '../core/queue.ts';

/** The messages of an event source mapping's event. */
export function deliveriesOf({ Records }: SQSEvent): readonly Delivery[] {
  return Records.map(deliveryOf);
}

/** An event source mapping reads one queue, so every message names the same. */
export function sourceArnOf({ Records }: SQSEvent): string {
  return Records[0]?.eventSourceARN ?? '';
}

function deliveryOf({ messageId, receiptHandle, body, attributes }: SQSRecord): Delivery {
  return {
    messageId,
    receipt: receiptHandle,
    body,
    receiveCount: Number(attributes.ApproximateReceiveCount),
    sentAt: Number(attributes.SentTimestamp),
  };
}
