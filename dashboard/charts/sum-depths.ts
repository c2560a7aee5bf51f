import type { QueueDepth } from '../../client/overview-shapes.ts';

const systemQueues = ['errand', 'errand-schedules'];

/** Whether Errand's own job types run there; no program can have a queue of that name. */
export function isSystemQueue(name: string): boolean {
  return systemQueues.includes(name);
}

/** What the program's own jobs have waiting and in flight: times that schedules have planned are none of them. */
export function sumDepths(queues: readonly QueueDepth[]): {
  readonly waiting: number;
  readonly inFlight: number;
} {
  const own = queues.filter(({ name }) => !isSystemQueue(name));
  return {
    waiting: own.reduce((sum, { waiting, delayed }) => sum + waiting + delayed, 0),
    inFlight: own.reduce((sum, { inFlight }) => sum + inFlight, 0),
  };
}

/**
 * Seconds since the oldest message was sent. Undefined while all are delayed, as planned times are, which are sent
 * minutes ahead: their age does not tell that anything is late.
 */
export function oldestOf(queue: QueueDepth): number | undefined {
  return queue.waiting + queue.inFlight === 0 ? undefined : queue.oldestSeconds;
}
