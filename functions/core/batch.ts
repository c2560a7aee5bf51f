import { chunksOf } from './chunks-of.ts';
import { hasLapsed } from './job-record.ts';
import { decodeMessage, type Message } from './message.ts';
import type { Ports } from './ports.ts';
import type { Delivery, Source } from './queue.ts';
import { mostRecords } from './store.ts';

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
export async function sortBatch(ports: Ports, batch: Batch): Promise<Sorted> {
  const all = batch.deliveries.map((delivery, place) => ({
    delivery,
    message: decodeMessage(delivery.body),
    owner: `${batch.invocation}#${place}`,
  }));
  const readable = all.filter((item): item is Item => item.message !== undefined);
  const before = readable.filter(({ delivery }) => delivery.receiveCount > 1);
  const attempts = await attemptsOfSuspects(ports, before);
  return {
    items: readable.filter((item) => !attempts.has(item)),
    suspects: [...attempts].sort(([, a], [, b]) => a - b).map(([item]) => item),
    unreadable: all.filter(({ message }) => message === undefined).map(({ delivery }) => delivery),
  };
}

/** Those whose record cannot be read are suspects too: one such record must not keep its neighbours waiting. */
async function attemptsOfSuspects(
  ports: Ports,
  items: readonly Item[],
): Promise<ReadonlyMap<Item, number>> {
  const chunks = chunksOf(items, mostRecords).map((chunk) => readChunk(ports, chunk));
  return new Map((await Promise.all(chunks)).flat());
}

async function readChunk(
  { store, clock, log }: Ports,
  items: readonly Item[],
): Promise<readonly [Item, number][]> {
  try {
    const records = await store.getMany(items.map(({ message }) => message.id));
    const now = clock.now();
    return items.flatMap((item, place) => {
      const record = records[place];
      return record !== undefined && hasLapsed(record, now) ? [[item, record.attempt]] : [];
    });
  } catch (error) {
    log.warn('Records could not be read: their jobs run one by one', { error: String(error) });
    return items.map((item) => [item, 0]);
  }
}
