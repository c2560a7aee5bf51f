import { isFinal, type JobRecord } from './job-record.ts';
import type { Message } from './message.ts';

/**
 * The message has nothing to say to the record: it is about another payload (the key was used twice at the
 * same moment), the job is over, or another message has overtaken it.
 */
export function isStale(message: Message, record: JobRecord): boolean {
  const another = record.hash !== message.hash || record.tenant !== message.tenant;
  return another || isFinal(record.status) || record.ticket > message.ticket;
}
