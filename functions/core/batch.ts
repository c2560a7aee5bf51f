import { decodeMessage, type Message } from './message.ts';
import type { Ports } from './ports.ts';
import type { Delivery, Source } from './queue.ts';

/** What one invocation of a worker was given. */
export interface Batch {
  readonly source: Source;
  readonly deliveries: readonly Delivery[];
  /** Unlike any other invocation's. */
  readonly invocation: string;
  /** When the function's time is over, in milliseconds since 1970. */
  readonly deadline: number;
  readonly shutdown: AbortSignal;
}

export interface Item {
  readonly delivery: Delivery;
  readonly message: Message;
  /** Invocation and position: the same job may be twice in one batch. */
  readonly owner: string;
}

export interface Sorted {
  readonly items: readonly Item[];
  /** Their last attempt ended without a word, perhaps with the whole function. Fewest attempts first. */
  readonly suspects: readonly Item[];
  readonly unreadable: readonly Delivery[];
}

/** Receive counts alone prove nothing: throttling, leaving and give-backs raise them. So records are read. */
export async function sortBatch({ store, clock }: Ports, batch: Batch): Promise<Sorted> {
  const all = batch.deliveries.map((delivery, place) => ({
    delivery,
    message: decodeMessage(delivery.body),
    owner: `${batch.invocation}#${place}`,
  }));
  const readable = all.filter((item): item is Item => item.message !== undefined);
  const before = readable.filter(({ delivery }) => delivery.receiveCount > 1);
  const records = before.length === 0 ? [] : await store.getMany(before.map((i) => i.message.id));

  const now = clock.now();
  const attempts = new Map<Item, number>();
  for (const [place, record] of records.entries()) {
    const item = before[place];
    if (item !== undefined && record?.status === 'running' && (record.leaseUntil ?? 0) <= now) {
      attempts.set(item, record.attempt);
    }
  }
  return {
    items: readable.filter((item) => !attempts.has(item)),
    suspects: [...attempts].sort(([, a], [, b]) => a - b).map(([item]) => item),
    unreadable: all.filter(({ message }) => message === undefined).map(({ delivery }) => delivery),
  };
}
