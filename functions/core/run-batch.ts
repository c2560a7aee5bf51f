import { type Batch, type Item, sortBatch } from './batch.ts';
import { BatchTally } from './batch-tally.ts';
import { buryUnreadable } from './bury-message.ts';
import type { Clock } from './clock.ts';
import { describeError } from './describe-error.ts';
import { second } from './duration.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import type { BatchCounts } from './metrics.ts';
import type { Ports } from './ports.ts';
import type { Delivery } from './queue.ts';
import { deadlineMargin } from './watch-attempt.ts';
import { watchCancels } from './watch-cancels.ts';
import { type Invocation, soon, type WorkedOff, workOff } from './work-off.ts';

export interface BatchResult {
  /** Ids of the messages that are to be delivered again; the others are done with. */
  readonly returned: readonly string[];
  readonly counts: BatchCounts;
}

/** Works off one batch of messages. Rejects only if nothing of it was begun. */
export async function runBatch(
  ports: Ports,
  jobs: JobRegistry,
  batch: Batch,
): Promise<BatchResult> {
  const tally = new BatchTally(batch.source.queue, batch.deliveries.length);
  const cancels = watchCancels(ports);
  const invocation: Invocation = { ports, jobs, batch, tally, cancels, runaways: new Set() };
  const returned: string[] = [];
  const back = (delivery: Delivery, seconds: number) => {
    returned.push(delivery.messageId);
    return leave(invocation, delivery, seconds);
  };

  const { items, suspects, unreadable } = await sortBatch(ports, batch);
  const begun = { one: false };
  const one = async (item: Item) => {
    const worked = await attempt(invocation, item, begun);
    if (worked !== 'done') await back(item.delivery, worked.seconds);
  };
  // Whoever begins, or goes back, is taken out.
  const waiting = new Set([...items, ...suspects]);
  const alone = (suspect: Item) =>
    unlessLong(ports.clock, one(suspect), async () => {
      const others = [...waiting];
      waiting.clear();
      await Promise.all(others.map(({ delivery }) => back(delivery, soon(ports).seconds)));
    });
  const overdue = mostOverdue(suspects);
  if (overdue !== undefined) {
    waiting.delete(overdue);
    await alone(overdue);
  }
  await Promise.all([
    ...items.filter((item) => waiting.delete(item)).map(one),
    ...unreadable.map(async (delivery) => {
      const worked = await guarded(invocation, delivery, () => bury(invocation, delivery));
      if (worked !== 'done') await back(delivery, worked.seconds);
    }),
  ]);
  // One by one, each claimed just before it runs: whichever kills the function is counted alone.
  for (const suspect of suspects) {
    if (!waiting.delete(suspect)) continue;
    if (isAlone(invocation, suspect)) await alone(suspect);
    else await back(suspect.delivery, soon(ports).seconds);
  }

  cancels.stop();
  tally.returned = returned.length;
  await tally.write(ports);
  return { returned, counts: tally.counts() };
}

/** Nothing is claimed that cannot finish, but for the first of an invocation: it will never fit better. */
function attempt(invocation: Invocation, item: Item, begun: { one: boolean }): Promise<WorkedOff> {
  const { ports, jobs, batch } = invocation;
  const timeout = findType(jobs, item.message.type)?.timeout ?? 0;
  const fits = ports.clock.now() + timeout + deadlineMargin + second <= batch.deadline;
  if (batch.shutdown.aborted || (begun.one && !fits)) {
    return Promise.resolve(soon(ports));
  }
  begun.one = true;
  return guarded(invocation, item.delivery, () => workOff(invocation, item));
}

/** From here on a suspect starts in any company, since each return takes it nearer to the receive limit. */
const patientReceives = 10;

/**
 * The suspect, if any, that starts before the others of its batch, alone. Behind jobs that run for long it would not fit
 * before the deadline, batch after batch, and come to the receive limit with attempts left.
 */
function mostOverdue(suspects: readonly Item[]): Item | undefined {
  const [most] = suspects.toSorted((a, b) => b.delivery.receiveCount - a.delivery.receiveCount);
  return most !== undefined && most.delivery.receiveCount >= patientReceives ? most : undefined;
}

/**
 * How long the rest of a batch waits for a suspect. Those who wait longer go back, to come to other invocations that can
 * run them at the same time: the jobs of a process that was killed are all suspects, and often all of one batch.
 */
const longestTurn = 2 * second;

async function unlessLong(
  clock: Clock,
  work: Promise<void>,
  whenLong: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const given = clock.wait(longestTurn, ended.signal).then(async () => {
    if (!ended.signal.aborted) await whenLong();
  });
  await work;
  ended.abort();
  await given;
}

/** Code that outlived its attempt may still kill the function, and no suspect is to pay for that. */
function isAlone({ runaways }: Invocation, { delivery }: Item): boolean {
  return runaways.size === 0 || delivery.receiveCount >= patientReceives;
}

/** A store or queue that is down fails no job: the message goes back, later each time. */
async function guarded(
  { ports, batch }: Invocation,
  { messageId, receiveCount }: Delivery,
  work: () => Promise<WorkedOff>,
): Promise<WorkedOff> {
  try {
    return await work();
  } catch (error) {
    ports.log.error(`Message ${messageId} goes back to queue '${batch.source.queue}'`, {
      messageId,
      error: describeError(error).message,
    });
    const longest = Math.min(900, 5 * 2 ** Math.min(receiveCount - 1, 10));
    return { seconds: Math.ceil(longest / 2 + (longest / 2) * ports.random()) };
  }
}

async function bury({ ports, batch, tally }: Invocation, delivery: Delivery): Promise<WorkedOff> {
  const burial = await buryUnreadable(ports, batch.source.queue, delivery);
  if (burial.outcome === 'leave') return burial;
  if (burial.outcome === 'buried') tally.add(burial.record);
  return 'done';
}

async function leave(
  { ports, batch }: Invocation,
  { receipt, messageId }: Delivery,
  seconds: number,
): Promise<void> {
  try {
    await ports.queue.leave(batch.source, [{ receipt, seconds }]);
  } catch (error) {
    // It comes back all the same, when its visibility timeout ends.
    ports.log.warn(`Message ${messageId} could not be given a time to come back`, {
      error: String(error),
    });
  }
}
