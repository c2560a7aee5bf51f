import type { Source } from '../../functions/core/queue.ts';

const prefix = 'arn:aws:sqs:local:000000000000:';

/** Names a queue, or its dead-letter queue, the way events of SQS do. */
export function arnOf({ queue, deadLetters }: Source): string {
  return `${prefix}${deadLetters ? 'dead-letters' : 'messages'}/${queue}`;
}

export function sourceOf(arn: string): Source {
  const [kind, queue] = arn.slice(prefix.length).split('/');
  if (!arn.startsWith(prefix) || queue === undefined) {
    throw new Error(`Expected the name of a local queue, '${prefix}…', got '${arn}'`);
  }
  return { queue, deadLetters: kind === 'dead-letters' };
}
