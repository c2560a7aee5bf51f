import { randomUUID } from 'node:crypto';
import type { Schedule } from '../../../functions/core/schedule.ts';
import { newTenant, now } from './new-record.ts';

/** Of a tenant of its own, and never fires. */
export function newSchedule(fields: Partial<Schedule> = {}): Schedule {
  return {
    tenant: newTenant(),
    name: 'nightly',
    type: 'demo',
    payload: '{}',
    timing: { every: 60_000 },
    overlap: 'skip',
    missed: 'latest',
    paused: false,
    origin: 'api',
    generation: randomUUID(),
    version: randomUUID(),
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
}
