import type { Clock } from '../../functions/core/clock.ts';
import {
  type Delivery,
  longestDelaySeconds,
  type Outgoing,
  type Queue,
  type QueueDepth,
  type Sent,
  type Source,
  type Wait,
} from '../../functions/core/queue.ts';

export interface MemoryQueueOptions {
  /** How long what was received stays hidden, in milliseconds, by the names of the queues. */
  readonly visibility: Readonly<Record<string, number>>;
  /** Deliveries after which a message moves to the dead-letter queue. @default 100 */
  readonly receiveLimit?: number;
  /** How long a message is kept, in milliseconds, wherever it is. @default 14 days */
  readonly retention?: number;
  /**
   * Numbers from 0 to below 1, by which messages are taken in any order.
   * @default - the one that could be delivered first comes first
   */
  readonly disorder?: () => number;
}

interface Stored {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly sentAt: number;
  readonly delayedUntil: number;
  visibleAt: number;
  receiveCount: number;
  receipt?: string;
  dead: boolean;
}

/** What SQS takes; it refuses the rest of Unicode, raw U+FFFE and lone surrogates among it. */
const printable = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;
const longestBody = 1_048_576;

/**
 * SQS without its duplicates, with its loss of what is too old. Each message comes once, and the one that could be
 * delivered first comes first, unless disorder is asked for.
 * Every method decides before it returns.
 */
export class MemoryQueue implements Queue {
  readonly #messages = new Map<string, Stored>();
  readonly #earlierReceipts = new Map<string, string>();
  readonly #clock: Clock;
  readonly #options: MemoryQueueOptions;
  #made = 0;

  constructor(clock: Clock, options: MemoryQueueOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  async send(queue: string, messages: readonly Outgoing[]): Promise<readonly Sent[]> {
    this.#visibilityOf(queue);
    for (const { delaySeconds } of messages) checkSeconds(delaySeconds, longestDelaySeconds);
    return messages.map((message) => this.#sendOne(queue, message));
  }

  async leave({ queue }: Source, waits: readonly Wait[]): Promise<void> {
    this.#visibilityOf(queue);
    const now = this.#clock.now();
    for (const { receipt, seconds } of waits) {
      checkSeconds(seconds, 43_200);
      const message = this.#inFlight(receipt);
      if (message) message.visibleAt = now + seconds * 1_000;
    }
  }

  async depths(): Promise<readonly QueueDepth[]> {
    const now = this.#clock.now();
    return Object.keys(this.#options.visibility).map((queue) => {
      const all = this.all().filter((message) => message.queue === queue);
      const live = all.filter(({ dead }) => !dead);
      const oldest = Math.min(...live.map(({ sentAt }) => sentAt));
      return {
        queue,
        waiting: live.filter(({ visibleAt }) => visibleAt <= now).length,
        delayed: live.filter(({ delayedUntil }) => delayedUntil > now).length,
        inFlight: live.filter((m) => m.visibleAt > now && m.delayedUntil <= now).length,
        deadLetters: all.length - live.length,
        ...(live.length > 0 && { oldestSeconds: Math.floor((now - oldest) / 1_000) }),
      };
    });
  }

  receive({ queue, deadLetters }: Source, max: number): readonly Delivery[] {
    const visibility = this.#visibilityOf(queue);
    if (!deadLetters) this.#buryThoseAtTheLimit(queue);
    return this.#deliverable(queue, deadLetters)
      .slice(0, max)
      .map((message) => {
        message.receipt = `receipt-${++this.#made}`;
        message.receiveCount++;
        message.visibleAt = this.#clock.now() + visibility;
        const { id: messageId, receipt, body, receiveCount, sentAt } = message;
        return { messageId, receipt, body, receiveCount, sentAt };
      });
  }

  /** Ends the messages of these receipts. A lapsed one does nothing. */
  remove(receipts: readonly string[]): void {
    for (const receipt of receipts) {
      const id = this.#inFlight(receipt)?.id ?? this.#earlierReceipts.get(receipt);
      if (id !== undefined) this.#messages.delete(id);
    }
  }

  /** At least once: the message is there once more, received for the first time. */
  repeat(id: string, delaySeconds: number): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    const visibleAt = this.#clock.now() + delaySeconds * 1_000;
    const { queue, body, sentAt } = message;
    const copy = { id: `message-${++this.#made}`, queue, body, sentAt, visibleAt };
    this.#messages.set(copy.id, { ...copy, delayedUntil: visibleAt, receiveCount: 0, dead: false });
  }

  /**
   * At least once: what is in flight can be received at this moment. Whoever has it may still delete it, as SQS
   * allows with the receipt of an earlier delivery.
   */
  reappear(id: string): void {
    const message = this.#messages.get(id);
    if (message?.receipt === undefined) return;
    this.#earlierReceipts.set(message.receipt, id);
    message.visibleAt = this.#clock.now();
  }

  /** Every message, the first sent first: for assertions. */
  all(): readonly Readonly<Stored>[] {
    this.#dropOld();
    return [...this.#messages.values()];
  }

  /** When the next message that nobody can receive yet becomes deliverable. */
  next(): number | undefined {
    const times = this.all().map(({ visibleAt }) => visibleAt);
    const later = times.filter((time) => time > this.#clock.now());
    return later.length === 0 ? undefined : Math.min(...later);
  }

  #sendOne(queue: string, { body, delaySeconds }: Outgoing): Sent {
    const bytes = Buffer.byteLength(body);
    if (bytes > longestBody) return { ok: false, reason: `The body has ${bytes} bytes` };
    if (!printable.test(body)) return { ok: false, reason: 'The body is empty or not printable' };
    const [id, sentAt] = [`message-${++this.#made}`, this.#clock.now()];
    const visibleAt = sentAt + delaySeconds * 1_000;
    const message = { id, queue, body, sentAt, visibleAt, delayedUntil: visibleAt };
    this.#messages.set(id, { ...message, receiveCount: 0, dead: false });
    return { ok: true };
  }

  #buryThoseAtTheLimit(queue: string): void {
    for (const message of this.#deliverable(queue, false)) {
      if (message.receiveCount >= (this.#options.receiveLimit ?? 100)) {
        message.dead = true;
        delete message.receipt;
      }
    }
  }

  #deliverable(queue: string, dead: boolean): Stored[] {
    this.#dropOld();
    const now = this.#clock.now();
    return [...this.#messages.values()]
      .filter((m) => m.queue === queue && m.dead === dead && m.visibleAt <= now)
      .map((message) => ({ message, rank: this.#options.disorder?.() ?? message.visibleAt }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ message }) => message);
  }

  #dropOld(): void {
    const oldest = this.#clock.now() - (this.#options.retention ?? 14 * 86_400_000);
    for (const [id, { sentAt }] of this.#messages) if (sentAt < oldest) this.#messages.delete(id);
  }

  #inFlight(receipt: string): Stored | undefined {
    const now = this.#clock.now();
    return [...this.#messages.values()].find((m) => m.receipt === receipt && m.visibleAt > now);
  }

  #visibilityOf(queue: string): number {
    const visibility = this.#options.visibility[queue];
    if (visibility === undefined) {
      const known = Object.keys(this.#options.visibility).join(', ');
      throw new Error(`There is no queue '${queue}' (there is: ${known})`);
    }
    return visibility;
  }
}

function checkSeconds(seconds: number, longest: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > longest) {
    throw new RangeError(`Expected whole seconds from 0 to ${longest}, got ${seconds}`);
  }
}
