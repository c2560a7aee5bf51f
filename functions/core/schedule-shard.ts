import { type Dispatched, dispatchDue } from './dispatch-due.ts';
import { second } from './duration.ts';
import type { SchedulerPorts } from './rehome.ts';
import { resendForgotten } from './resend-forgotten.ts';

/** What one run of the scheduler was asked for. */
export interface ShardRun {
  readonly shard: number;
  /** Unlike any other run's. */
  readonly owner: string;
  /** When it has to come to its end, in milliseconds since 1970. */
  readonly deadline: number;
}

export type Scheduled = Dispatched | 'held';

/** For the last calls of a run to arrive. A run that crashed keeps the others away until then. */
const leaseMargin = 2 * second;

/**
 * One run for one shard of the due index: sends what is due, then goes on looking for what was forgotten.
 * `held`: another run is under way. The lease only saves the work of two: without it nothing would go wrong.
 */
export async function scheduleShard(ports: SchedulerPorts, run: ShardRun): Promise<Scheduled> {
  const { store, clock } = ports;
  const { shard, owner, deadline } = run;
  const lease = { owner, until: deadline + leaseMargin, now: clock.now() };
  const taken = await store.takeShard(shard, lease);
  if (!taken.taken) return 'held';
  let note = taken.note;
  try {
    const dispatched = await dispatchDue(ports, shard, deadline);
    if (dispatched.complete) note = await resendForgotten(ports, { shard, deadline, note });
    return dispatched;
  } finally {
    await store.leaveShard(shard, owner, note);
  }
}
