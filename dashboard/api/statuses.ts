import type { Status } from '../../functions/core/job-record.ts';

const order: Readonly<Record<Status, number>> = {
  scheduled: 0,
  queued: 1,
  running: 2,
  retrying: 3,
  succeeded: 4,
  failed: 5,
  cancelled: 6,
};

/** In the order in which a job goes through them. */
export const statuses = Object.keys(order) as readonly Status[];
