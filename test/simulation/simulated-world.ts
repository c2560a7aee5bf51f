import { lookAhead } from '../../functions/core/dispatch-due.ts';
import { defaultRetention, type JobRecord } from '../../functions/core/job-record.ts';
import type { Log } from '../../functions/core/log.ts';
import type { Ports } from '../../functions/core/ports.ts';
import type { Delivery } from '../../functions/core/queue.ts';
import { visibilityOf } from '../../functions/core/queue-settings.ts';
import { MemoryQueue } from '../../testing/world/memory-queue.ts';
import { seededRandom } from '../../testing/world/seeded-random.ts';
import { VirtualClock } from '../../testing/world/virtual-clock.ts';
import type { Act, History } from './step.ts';
import { WatchedStore, type Write } from './watched-store.ts';

const never = Number.POSITIVE_INFINITY;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Watchers {
  wrote(write: Write): void;
  note(line: string): void;
}

/** One table, one queue and one clock, for all processes of a history. */
export class SimulatedWorld {
  readonly begin = Date.UTC(2030, 0, 1);
  readonly clock = new VirtualClock(this.begin);
  readonly store: WatchedStore;
  readonly queue: MemoryQueue;
  readonly ports: Ports;
  readonly note: (line: string) => void;

  constructor({ seed, receiveLimit }: History, { wrote, note }: Watchers) {
    this.note = note;
    this.store = new WatchedStore((write) => {
      const { before, after, by } = write;
      const from = before?.status ?? '-';
      note(
        `${by?.name}: ${after.id} ${from} > ${after.status}, attempt ${after.attempt}, ticket ${after.ticket}`,
      );
      wrote(write);
    });
    this.queue = new MemoryQueue(this.clock, {
      visibility: { default: visibilityOf({ timeout: 300_000, window: 0 }) },
      receiveLimit,
      disorder: seededRandom(seed),
    });
    this.ports = {
      store: this.store,
      queue: this.queue,
      clock: this.clock,
      log: silent,
      retention: defaultRetention,
      random: seededRandom(seed),
    };
  }

  deliver(max: number): readonly Delivery[] {
    return this.queue.receive({ queue: 'default', deadLetters: false }, max);
  }

  deliverDead(): readonly Delivery[] {
    return this.queue.receive({ queue: 'default', deadLetters: true }, 10);
  }

  async duplicate(pick: number, delaySeconds: number): Promise<void> {
    const messages = this.queue.all().filter(({ dead }) => !dead);
    const message = messages[Math.floor(pick * messages.length)];
    if (message !== undefined) this.queue.repeat(message.id, delaySeconds);
  }

  async reappear(pick: number): Promise<void> {
    const now = this.clock.now();
    const hidden = this.queue
      .all()
      .filter(({ dead, receiveCount, visibleAt }) => !dead && receiveCount > 0 && visibleAt > now);
    const message = hidden[Math.floor(pick * hidden.length)];
    if (message !== undefined) this.queue.reappear(message.id);
  }

  pickRecord(pick: number): JobRecord | undefined {
    const records = this.store.all();
    return records[Math.floor(pick * records.length)];
  }

  hasMessages(): boolean {
    const now = this.clock.now();
    return this.queue.all().some(({ dead, visibleAt }) => !dead && visibleAt <= now);
  }

  /** What the platform would begin at this moment. */
  work(): readonly Act[] {
    const now = this.clock.now();
    const isDue = this.store.all().some(({ dueAt = never }) => dueAt <= now + lookAhead);
    const hasDead = this.queue.all().some(({ dead, visibleAt }) => dead && visibleAt <= now);
    return [
      ...(isDue ? [0, 1].map((shard) => ({ act: 'schedule', shard }) as const) : []),
      ...(hasDead ? [{ act: 'bury' } as const] : []),
      ...(this.hasMessages() ? [{ act: 'work', max: 10, keeps: false } as const] : []),
    ];
  }

  /** When something will happen by itself. */
  next(): number | undefined {
    const now = this.clock.now();
    const due = this.store
      .all()
      .flatMap(({ dueAt }) =>
        dueAt === undefined ? [] : [Math.max(now + 60_000, dueAt - lookAhead)],
      );
    const times = [this.queue.next(), this.clock.next(), ...due];
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }
}
