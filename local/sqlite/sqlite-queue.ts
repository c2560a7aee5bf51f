import type { Clock } from '../../functions/core/clock.ts';
import {
  type Delivery,
  longestDelaySeconds,
  type Outgoing,
  type QueueDepth,
  type Sent,
  type Source,
  type Wait,
} from '../../functions/core/queue.ts';
import type { LocalQueue } from '../local-ports.ts';
import type { GroupCommit } from './group-commit.ts';
import { type DeliveryKey, MessageTable, type StoredMessage } from './message-table.ts';
import type { OpenDatabase } from './open-database.ts';

export interface SqliteQueueOptions {
  /** The names of the queues; each has a dead-letter queue. */
  readonly queues: readonly string[];
  /** Deliveries after which a message moves to the dead-letter queue. @default 100 */
  readonly receiveLimit?: number;
}

/** Hears that a message of `source` is, or will be, visible at a time. */
export type VisibleListener = (source: Source, at: number) => void;

/** The longest time for which SQS hides a message that was received. */
const longestWaitSeconds = 43_200;

/** The queues on one machine, by the rules of SQS: delays, visibility, receive counts, dead letters. */
export class SqliteQueue implements LocalQueue {
  readonly #messages: MessageTable;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  readonly #queues: readonly string[];
  readonly #receiveLimit: number;
  readonly #listeners = new Set<VisibleListener>();

  constructor({ database, commit }: OpenDatabase, clock: Clock, options: SqliteQueueOptions) {
    this.#messages = new MessageTable(database);
    this.#commit = commit;
    this.#clock = clock;
    this.#queues = options.queues;
    this.#receiveLimit = options.receiveLimit ?? 100;
  }

  async send(queue: string, messages: readonly Outgoing[]): Promise<readonly Sent[]> {
    this.#checkName(queue);
    for (const { delaySeconds } of messages) checkSeconds(delaySeconds, longestDelaySeconds);
    if (messages.length === 0) return [];
    const sentAt = this.#clock.now();
    const timed = messages.map(({ body, delaySeconds }) => ({
      body,
      times: { sentAt, visibleAt: sentAt + delaySeconds * 1_000 },
    }));
    await this.#commit.run(() => {
      for (const { body, times } of timed) this.#messages.insert(queue, body, times);
    });
    this.#tell(
      { queue, deadLetters: false },
      timed.map(({ times }) => times.visibleAt),
    );
    return messages.map(() => ({ ok: true }));
  }

  async leave(source: Source, waits: readonly Wait[]): Promise<void> {
    this.#checkName(source.queue);
    for (const { seconds } of waits) checkSeconds(seconds, longestWaitSeconds);
    if (waits.length === 0) return;
    const now = this.#clock.now();
    const left = await this.#commit.run(() =>
      waits
        .map(({ receipt, seconds }) => ({ key: keyOf(receipt), at: now + seconds * 1_000 }))
        .filter(({ key, at }) => key && this.#messages.leave(key, now, at)),
    );
    this.#tell(
      source,
      left.map(({ at }) => at),
    );
  }

  async depths(): Promise<readonly QueueDepth[]> {
    return this.#queues.map((queue) => this.#messages.depth(queue, this.#clock.now()));
  }

  /** Takes at most `max` messages that are visible and hides them for `visibility` milliseconds. */
  async receive(source: Source, max: number, visibility: number): Promise<readonly Delivery[]> {
    this.#checkName(source.queue);
    const now = this.#clock.now();
    // Most looks find nothing, and a look costs no commit.
    if ((this.nextVisible(source) ?? Number.POSITIVE_INFINITY) > now) return [];
    // A claim that follows takes it to the disk; without one the message is there as if never received.
    const { received, buried } = await this.#commit.run(
      () => this.#receive(source, { max, now, visibleAt: now + visibility }),
      'soon',
    );
    if (buried) this.#tell({ queue: source.queue, deadLetters: true }, [now]);
    return received;
  }

  /** Ends messages. A receipt that is not of a message's last delivery does nothing. */
  async remove(source: Source, receipts: readonly string[]): Promise<void> {
    this.#checkName(source.queue);
    const keys = receipts.map(keyOf).filter((key) => key !== undefined);
    if (keys.length === 0) return;
    // If one came back it would be a duplicate: its job is settled, and the claim drops it.
    await this.#commit.run(() => {
      for (const key of keys) this.#messages.remove(key);
    }, 'soon');
  }

  /** Makes messages in flight visible at once. Their deliveries stay counted. */
  release(source: Source, receipts: readonly string[]): Promise<void> {
    return this.leave(
      source,
      receipts.map((receipt) => ({ receipt, seconds: 0 })),
    );
  }

  /** For the start of a server: whoever received something before is dead. */
  async releaseAll(): Promise<void> {
    const now = this.#clock.now();
    const sources = this.#queues.flatMap((queue) => [
      { queue, deadLetters: false },
      { queue, deadLetters: true },
    ]);
    await this.#commit.run(() => {
      for (const source of sources) this.#messages.release(source, now);
    });
    for (const source of sources) this.#tell(source, [now]);
  }

  /** When the next message is visible, in milliseconds since 1970; a past time: there is one now. */
  nextVisible(source: Source): number | undefined {
    return this.#messages.next(source);
  }

  /** Calls `listener` after each commit that lets a message be visible, now or later. Returns how to end that. */
  onVisible(listener: VisibleListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #receive(
    source: Source,
    { max, now, visibleAt }: { max: number; now: number; visibleAt: number },
  ): { received: readonly Delivery[]; buried: boolean } {
    let [found, buried] = [this.#messages.visible(source, now, max), false];
    while (!source.deadLetters && found.some((message) => this.#isSpent(message))) {
      for (const message of found) if (this.#isSpent(message)) this.#messages.bury(message.number);
      [found, buried] = [this.#messages.visible(source, now, max), true];
    }
    for (const { number } of found) this.#messages.receive(number, visibleAt);
    return { received: found.map(deliveryOf), buried };
  }

  #isSpent({ receiveCount }: StoredMessage): boolean {
    return receiveCount >= this.#receiveLimit;
  }

  #tell(source: Source, times: readonly number[]): void {
    if (times.length === 0) return;
    const first = times.reduce((a, b) => Math.min(a, b));
    for (const listener of this.#listeners) listener(source, first);
  }

  #checkName(queue: string): void {
    if (this.#queues.includes(queue)) return;
    throw new Error(`There is no queue '${queue}' (there is: ${this.#queues.join(', ')})`);
  }
}

function deliveryOf({ number, receiveCount, sentAt, body }: StoredMessage): Delivery {
  const count = receiveCount + 1;
  const receipt = `${number}.${count}`;
  return { messageId: `message-${number}`, receipt, body, receiveCount: count, sentAt };
}

/** Undefined: not a receipt of this queue, and so one that has lapsed. */
function keyOf(receipt: string): DeliveryKey | undefined {
  const [, number, receiveCount] = /^(\d{1,15})\.(\d{1,15})$/.exec(receipt) ?? [];
  return number === undefined
    ? undefined
    : { number: Number(number), receiveCount: Number(receiveCount) };
}

function checkSeconds(seconds: number, longest: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > longest) {
    throw new RangeError(`Expected whole seconds from 0 to ${longest}, got ${seconds}`);
  }
}
