import { randomUUID } from 'node:crypto';

/** By which a test knows its jobs among those of all others. */
export function uniqueTag(): string {
  return `flow-${randomUUID()}`;
}
