import { randomUUID } from 'node:crypto';
import { fingerprint } from '../../../functions/core/job-id.ts';
import type { Message } from '../../../functions/core/message.ts';

/** Of a job that nobody has enqueued, of a type that runs on this queue and succeeds at once. */
export function exampleMessage(queue: 'default' | 'demo', fields: Partial<Message> = {}): Message {
  const { type, payload } = examples[queue];
  return {
    id: randomUUID(),
    tenant: 'default',
    type,
    ticket: 0,
    hash: fingerprint(type, payload),
    createdAt: Date.now(),
    maxAttempts: 3,
    requestId: randomUUID(),
    depth: 0,
    tags: [],
    payload: JSON.stringify(payload),
    ...fields,
  };
}

const examples = {
  default: { type: 'summarise-csv', payload: { csv: 'name,age\nAda,36\n' } },
  demo: { type: 'demo', payload: { echo: 'here' } },
} as const;
