import { minute } from './duration.ts';
import { durationOf } from './history.ts';
import type { JobRecord } from './job-record.ts';
import type { BatchCounts } from './metrics.ts';
import type { Ports } from './ports.ts';
import type { TypeStats } from './store.ts';

const none: TypeStats = { succeeded: 0, failed: 0, cancelled: 0, retried: 0, duration: 0 };

/** Which count an end of an attempt adds to. */
const countOf = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  retrying: 'retried',
} as const;

interface End {
  readonly record: JobRecord;
  /** Milliseconds of work. */
  readonly duration: number;
}

/** What one batch did: the sum for the metrics, and by tenant and job type for the dashboard. */
export class BatchTally {
  private readonly ended: End[] = [];
  private readonly queue: string;
  private readonly received: number;
  returned = 0;

  constructor(queue: string, received: number) {
    this.queue = queue;
    this.received = received;
  }

  /** An attempt that has said how it ended. */
  addAttempt(record: JobRecord): void {
    this.ended.push({ record, duration: durationOf(record) });
  }

  /** A job that was ended without a word of an attempt: what came before was waiting, and no work. */
  add(record: JobRecord): void {
    this.ended.push({ record, duration: 0 });
  }

  counts(): BatchCounts {
    const { succeeded, failed, cancelled, retried } = this.ended.reduce(plus, none);
    const { queue, received, returned } = this;
    return { queue, received, succeeded, failed, retried, cancelled, returned };
  }

  /** One write for each tenant in the batch. What cannot be written is not repeated. */
  async write({ store, clock, log }: Ports): Promise<void> {
    const start = Math.floor(clock.now() / minute) * minute;
    const tenants = Map.groupBy(this.ended, ({ record }) => record.tenant);
    const writes = [...tenants].map(([tenant, ends]) => {
      const types = [...Map.groupBy(ends, ({ record }) => record.type)];
      const sums = types.map(([type, ofType]) => [type, ofType.reduce(plus, none)]);
      return store.addStats(tenant, { minute: start, types: Object.fromEntries(sums) });
    });
    for (const { status, ...rest } of await Promise.allSettled(writes)) {
      if (status === 'rejected') log.debug('Statistics were not written', rest);
    }
  }
}

function plus(sum: TypeStats, { record, duration }: End): TypeStats {
  const count = countOf[record.status as keyof typeof countOf];
  if (count === undefined) return sum;
  return { ...sum, [count]: sum[count] + 1, duration: sum.duration + duration };
}
