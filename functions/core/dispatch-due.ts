import { minute, second } from './duration.ts';
import { hasLapsed, isWaiting, type JobRecord } from './job-record.ts';
import { encodeMessage, messageOf } from './message.ts';
import type { Ports } from './ports.ts';
import { readRecords } from './read-records.ts';
import { rehome, type SchedulerPorts } from './rehome.ts';

/** Runs of the scheduler may be two minutes apart. */
export const lookAhead = 5 * minute;
/** Sent and taken out side by side: a crash in between sends so many twice. */
const pageSize = 100;

export interface Dispatched {
  /** Sent, and taken out of the index. */
  readonly dispatched: number;
  /** False: the deadline came first, and the next run goes on. */
  readonly complete: boolean;
}

/** Sends every job of the shard that is due within the next five minutes, to be delivered at its second. */
export async function dispatchDue(
  ports: SchedulerPorts,
  shard: number,
  deadline: number,
): Promise<Dispatched> {
  const until = ports.clock.now() + lookAhead;
  let dispatched = 0;
  // Page after page from the earliest on: what cannot be read or sent must not keep what is behind it.
  let page = await ports.store.due(shard, until, pageSize);
  while (page.length > 0) {
    if (ports.clock.now() >= deadline) return { dispatched, complete: false };
    dispatched += await dispatch(ports, await rehome(ports, await readDue(ports, page)));
    page = await ports.store.due(shard, until, pageSize, page.at(-1)?.key);
  }
  return { dispatched, complete: true };
}

/** The index lags: a record that has moved on since is left out. */
async function readDue(
  ports: Ports,
  page: readonly { id: string; dueAt: number }[],
): Promise<readonly JobRecord[]> {
  const records = await readRecords(
    ports,
    page.map(({ id }) => id),
  );
  const now = ports.clock.now();
  return records.filter(
    (record, place): record is JobRecord =>
      record !== undefined &&
      record.dueAt === page[place]?.dueAt &&
      (isWaiting(record.status) || hasLapsed(record, now)),
  );
}

/**
 * Sends the messages of these records, then takes out of the due index those that were sent.
 * A crash between the two sends them twice, which the claim sorts out. Answers how many were taken out.
 */
export async function dispatch(ports: Ports, records: readonly JobRecord[]): Promise<number> {
  const queues = [...Map.groupBy(records, ({ queue }) => queue)];
  const sums = await Promise.all(queues.map((group) => sendDue(ports, ...group)));
  return sums.reduce((sum, count) => sum + count, 0);
}

async function sendDue(
  ports: Ports,
  queue: string,
  records: readonly JobRecord[],
): Promise<number> {
  const now = ports.clock.now();
  const messages = records.map((record) => ({
    body: encodeMessage(messageOf(record)),
    delaySeconds: Math.max(0, Math.ceil(((record.dueAt ?? now) - now) / second)),
  }));
  const sent = await ports.queue.send(queue, messages).catch((error) => {
    // One queue that refuses must not keep the others' jobs from being sent.
    const count = records.length;
    ports.log.error(`${count} due jobs could not be sent to queue '${queue}'`, {
      queue,
      error: String(error),
    });
    return [];
  });
  const gone = records.filter((_, place) => sent[place]?.ok === true);
  // What is not taken out is sent again by the next run: the claim sorts that out.
  const taken = await Promise.allSettled(gone.map((record) => takeOut(ports, record)));
  return taken.filter((one) => one.status === 'fulfilled' && one.value).length;
}

async function takeOut({ store }: Ports, record: JobRecord): Promise<boolean> {
  const { updated } = await store.update(record.id, {
    when: [
      ['tenant', '=', record.tenant],
      ['status', '=', record.status],
      ['ticket', '=', record.ticket],
      ['dueAt', '=', record.dueAt ?? 0],
    ],
    remove: ['dueAt'],
  });
  return updated;
}
