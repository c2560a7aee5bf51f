import type { Source } from '../core/queue.ts';
import type { QueueUrls } from './sqs-queues.ts';

/** Finds a queue by the ARN that comes with its messages. */
export function sourceOf(queues: Readonly<Record<string, QueueUrls>>): (arn: string) => Source {
  const sources = new Map<string, Source>();
  for (const [queue, { url, deadLetterUrl }] of Object.entries(queues)) {
    sources.set(physicalName(url), { queue, deadLetters: false });
    sources.set(physicalName(deadLetterUrl), { queue, deadLetters: true });
  }
  return (arn) => {
    const source = sources.get(arn.slice(arn.lastIndexOf(':') + 1));
    if (source !== undefined) return source;
    throw new Error(
      `No queue of QUEUES has the ARN '${arn}' (it has: ${[...sources.keys()].join(', ')})`,
    );
  };
}

/** One account and region has one queue of a name, and these are all of one stack. */
function physicalName(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
