import { BatchTally } from './batch-tally.ts';
import { endUnstarted } from './bury-message.ts';
import { day, minute } from './duration.ts';
import { unchangedSince } from './end-record.ts';
import type { JobRecord } from './job-record.ts';
import { findType, type JobRegistry } from './job-registry.ts';
import { messageOf } from './message.ts';
import type { Ports } from './ports.ts';

export interface SchedulerPorts extends Ports {
  readonly jobs: JobRegistry;
}

/** While a deploy is under way, or is taken back, another release may have the queue that this one has not. */
const patience = 15 * minute;
/** The same for a job type: a job that was ended for want of it cannot be brought back. */
const longestPatience = day;

/**
 * These due records without those whose queue was taken out of the program. Such a job is moved to the queue that its
 * type has now, and ended as failed if there is no such type any more. Nothing else would ever send it.
 */
export async function rehome(
  ports: SchedulerPorts,
  records: readonly JobRecord[],
): Promise<readonly JobRecord[]> {
  const { clock, jobs, log } = ports;
  const homeless = records.filter(({ queue }) => !Object.hasOwn(jobs.queues, queue));
  if (homeless.length === 0) return records;
  const now = clock.now();
  const late = homeless.filter(
    (record) => now - (record.dueAt ?? now) >= patienceFor(jobs, record),
  );
  const moved = await Promise.all(late.map((record) => moveOrEnd(ports, record)));
  for (const [queue, waiting] of Map.groupBy(without(late, homeless), (record) => record.queue)) {
    const message = `${waiting.length} due jobs wait for queue '${queue}', which this release does not have`;
    log.error(message, { queue });
  }
  return [...without(homeless, records), ...moved.filter((record) => record !== undefined)];
}

function without(left: readonly JobRecord[], all: readonly JobRecord[]): readonly JobRecord[] {
  const leaving = new Set(left);
  return all.filter((record) => !leaving.has(record));
}

function patienceFor(jobs: JobRegistry, { type }: JobRecord): number {
  return findType(jobs, type) === undefined ? longestPatience : patience;
}

function moveOrEnd(ports: SchedulerPorts, record: JobRecord): Promise<JobRecord | undefined> {
  const type = findType(ports.jobs, record.type);
  return type === undefined ? end(ports, record) : move(ports, record, type.queue);
}

async function move(
  { store, log }: SchedulerPorts,
  record: JobRecord,
  queue: string,
): Promise<JobRecord | undefined> {
  const written = await store.update(record.id, { when: unchangedSince(record), set: { queue } });
  if (!written.updated) return undefined;
  const message = `Job ${record.id} is moved to queue '${queue}': there is no queue '${record.queue}' any more`;
  log.warn(message, { jobId: record.id, queue });
  return written.record;
}

async function end(ports: SchedulerPorts, record: JobRecord): Promise<undefined> {
  const { queue, type } = record;
  const known = Object.keys(ports.jobs.types).join(', ');
  const burial = await endUnstarted(ports, {
    message: messageOf(record),
    queue,
    causeOf: () => ({
      code: 'unknown-type',
      message: `There is no queue '${queue}' any more, and no job type '${type}'. Known: ${known}`,
    }),
  });
  if (burial.outcome !== 'buried') return;
  const tally = new BatchTally(queue, 0);
  tally.add(burial.record);
  await tally.write(ports);
}
