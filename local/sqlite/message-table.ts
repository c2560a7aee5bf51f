import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { QueueDepth, Source } from '../../functions/core/queue.ts';

export interface StoredMessage {
  readonly number: number;
  /** How often it was received. */
  readonly receiveCount: number;
  readonly sentAt: number;
  readonly body: string;
}

/** One delivery of a message: the number of the message and the count that the delivery has. */
export type DeliveryKey = Pick<StoredMessage, 'number' | 'receiveCount'>;

/**
 * Messages by the time from which on they are visible. Hidden ones are in flight if they were ever
 * received, else delayed.
 */
export class MessageTable {
  readonly #insert;
  readonly #visible;
  readonly #receive;
  readonly #bury;
  readonly #leave;
  readonly #release;
  readonly #remove;
  readonly #next;
  readonly #depth;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO messages (queue, visible_at, sent_at, body) VALUES (?, ?, ?, ?)',
    );
    // In the order of the index: nothing is sorted, however many are visible.
    this.#visible = database.prepare(
      `SELECT number, receive_count, sent_at, body FROM messages
       WHERE queue = ? AND dead = ? AND visible_at <= ?
       ORDER BY visible_at, receive_count, sent_at, number LIMIT ?`,
    );
    this.#receive = database.prepare(
      'UPDATE messages SET receive_count = receive_count + 1, visible_at = ? WHERE number = ?',
    );
    this.#bury = database.prepare('UPDATE messages SET dead = 1 WHERE number = ?');
    this.#leave = database.prepare(
      `UPDATE messages SET visible_at = ?
       WHERE number = ? AND receive_count = ? AND visible_at > ?`,
    );
    this.#release = database.prepare(
      `UPDATE messages SET visible_at = ?3
       WHERE queue = ?1 AND dead = ?2 AND visible_at > ?3 AND receive_count > 0`,
    );
    this.#remove = database.prepare('DELETE FROM messages WHERE number = ? AND receive_count = ?');
    this.#next = database.prepare(
      'SELECT visible_at FROM messages WHERE queue = ? AND dead = ? ORDER BY visible_at LIMIT 1',
    );
    this.#depth = database.prepare(
      `SELECT COUNT(*) FILTER (WHERE dead = 0 AND visible_at <= ?2) AS waiting,
         COUNT(*) FILTER (WHERE dead = 0 AND visible_at > ?2 AND receive_count = 0) AS delayed,
         COUNT(*) FILTER (WHERE dead = 0 AND visible_at > ?2 AND receive_count > 0) AS in_flight,
         COUNT(*) FILTER (WHERE dead = 1) AS dead_letters,
         MIN(sent_at) FILTER (WHERE dead = 0) AS oldest
       FROM messages WHERE queue = ?1`,
    );
  }

  insert(queue: string, body: string, times: { visibleAt: number; sentAt: number }): void {
    this.#insert.run(queue, times.visibleAt, times.sentAt, body);
  }

  /** Those visible at `now`, the first visible first. */
  visible({ queue, deadLetters }: Source, now: number, limit: number): readonly StoredMessage[] {
    return this.#visible.all(queue, Number(deadLetters), now, limit).map(messageOf);
  }

  /** Counts a delivery and hides the message. */
  receive(number: number, visibleAt: number): void {
    this.#receive.run(visibleAt, number);
  }

  /** Moves a message to its queue's dead-letter queue. */
  bury(number: number): void {
    this.#bury.run(number);
  }

  /** Changes until when a message in flight is hidden. False: it is in flight no more. */
  leave({ number, receiveCount }: DeliveryKey, now: number, visibleAt: number): boolean {
    return this.#leave.run(visibleAt, number, receiveCount, now).changes > 0;
  }

  /** Makes visible all that is in flight. */
  release({ queue, deadLetters }: Source, now: number): void {
    this.#release.run(queue, Number(deadLetters), now);
  }

  /** Only the last delivery of a message can remove it. */
  remove({ number, receiveCount }: DeliveryKey): void {
    this.#remove.run(number, receiveCount);
  }

  /** The earliest time at which a message is, or was, visible. */
  next({ queue, deadLetters }: Source): number | undefined {
    const row = this.#next.get(queue, Number(deadLetters));
    return row && Number(row.visible_at);
  }

  depth(queue: string, now: number): QueueDepth {
    const row = this.#depth.get(queue, now) ?? {};
    return {
      queue,
      waiting: Number(row.waiting),
      delayed: Number(row.delayed),
      inFlight: Number(row.in_flight),
      deadLetters: Number(row.dead_letters),
      ...(row.oldest !== null && { oldestSeconds: Math.floor((now - Number(row.oldest)) / 1_000) }),
    };
  }
}

function messageOf(row: Record<string, SQLOutputValue>): StoredMessage {
  return {
    number: Number(row.number),
    receiveCount: Number(row.receive_count),
    sentAt: Number(row.sent_at),
    body: String(row.body),
  };
}
