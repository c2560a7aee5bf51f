import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Delivery, Source } from '../../functions/core/queue.ts';
import { arnOf } from './source-arn.ts';

/** A batch as Lambda hands it to a function. Checksums are left empty: nothing travelled. */
export function sqsEvent(source: Source, deliveries: readonly Delivery[]): SQSEvent {
  const arn = arnOf(source);
  return { Records: deliveries.map((delivery) => sqsRecord(arn, delivery)) };
}

function sqsRecord(arn: string, delivery: Delivery): SQSRecord {
  const sentAt = String(delivery.sentAt);
  return {
    messageId: delivery.messageId,
    receiptHandle: delivery.receipt,
    body: delivery.body,
    attributes: {
      ApproximateReceiveCount: String(delivery.receiveCount),
      SentTimestamp: sentAt,
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: 'local',
  };
}
