import { cronerCalendar } from '../../functions/calendar/croner-calendar.ts';
import { buryMessage } from '../../functions/core/bury-message.ts';
import { second } from '../../functions/core/duration.ts';
import { enqueueJobs, type NewJob, type Origin } from '../../functions/core/enqueue.ts';
import { defaultRetention } from '../../functions/core/job-record.ts';
import { planSchedules, type SchedulePorts } from '../../functions/core/plan-schedules.ts';
import type { Delivery, Source } from '../../functions/core/queue.ts';
import { runBatch } from '../../functions/core/run-batch.ts';
import { scheduleShard } from '../../functions/core/schedule-shard.ts';
import { jobsOfQueue } from '../../functions/system-jobs/jobs-of-queue.ts';
import type { LocalClock } from '../../local/clock/local-clock.ts';
import type { LocalQueue, LocalStore } from '../../local/local-ports.ts';
import { type OpenDatabase, openDatabase } from '../../local/sqlite/open-database.ts';
import { SqlitePauses } from '../../local/sqlite/sqlite-pauses.ts';
import { SqliteQueue } from '../../local/sqlite/sqlite-queue.ts';
import { SqliteStore } from '../../local/sqlite/sqlite-store.ts';
import { withMethods } from '../../local/with-methods.ts';
import { releaseJobs, taskType } from './release-jobs.ts';

export interface MachineOptions {
  readonly folder: string;
  readonly clock: LocalClock;
  random(): number;
  /** Hears the body of each message that is sent. */
  heard?(body: string): void;
}

type MachinePorts = SchedulePorts & { readonly store: LocalStore; readonly queue: LocalQueue };

const jobs = releaseJobs();
const queues = Object.keys(jobs.queues);
const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };
const visibility = 300 * second;

/** The data folder of one machine, whose messages are worked on one by one. */
export class Machine {
  readonly ports: MachinePorts;
  readonly pauses: SqlitePauses;
  readonly #database: OpenDatabase;
  #invocations = 0;

  constructor({ folder, clock, random, heard = silent }: MachineOptions) {
    this.#database = openDatabase(folder);
    this.pauses = new SqlitePauses(this.#database, queues);
    this.ports = {
      store: new SqliteStore(this.#database),
      queue: heardBy(heard, new SqliteQueue(this.#database, clock, { queues })),
      clock,
      log,
      random,
      calendar: async () => cronerCalendar(),
      retention: defaultRetention,
    };
  }

  async enqueue(
    { type = taskType, tags = [], ...job }: Partial<NewJob> & Pick<NewJob, 'id' | 'payload'>,
    origin: Partial<Origin> = {},
  ): Promise<void> {
    const from = { tenant: 'acme', requestId: `request-${job.id}`, depth: 0, ...origin };
    const [enqueued] = await enqueueJobs(this.ports, from, [{ ...job, type, tags }]);
    if (enqueued?.outcome !== 'accepted') throw new Error(`Job ${job.id} was not accepted`);
  }

  /** One message. Whoever does nothing with it is like a function that was killed. */
  async receive(source: Source): Promise<Delivery | undefined> {
    if (this.pauses.isPaused(source.queue) && !source.deadLetters) return undefined;
    const [delivery] = await this.ports.queue.receive(source, 1, visibility);
    return delivery;
  }

  /** Runs the scheduler, and then the functions behind the queues until nothing can be delivered now. */
  async work(): Promise<void> {
    await this.#schedule();
    while (await this.#round());
  }

  /** What the start of a server does: whoever ran something before is dead. */
  async takeOver(): Promise<void> {
    await this.ports.store.endAllLeases(this.ports.clock.now());
    await this.ports.queue.releaseAll();
  }

  close(): void {
    this.#database.close();
  }

  async #schedule(): Promise<void> {
    const now = this.ports.clock.now();
    const deadline = now + 55 * second;
    await scheduleShard({ ...this.ports, jobs }, { shard: 0, owner: `s${now}`, deadline });
    await planSchedules(this.ports, deadline);
  }

  /** False: there was nothing to deliver. */
  async #round(): Promise<boolean> {
    let delivered = false;
    for (const queue of queues) {
      delivered = (await this.#run({ queue, deadLetters: false })) || delivered;
      delivered = (await this.#bury({ queue, deadLetters: true })) || delivered;
    }
    return delivered;
  }

  async #run(source: Source): Promise<boolean> {
    const delivery = await this.receive(source);
    if (delivery === undefined) return false;
    const { ports } = this;
    this.#invocations += 1;
    const { returned } = await runBatch(ports, jobsOfQueue(source.queue, ports, jobs), {
      source,
      deliveries: [delivery],
      invocation: `i${this.#invocations}`,
      deadline: ports.clock.now() + (jobs.queues[source.queue]?.timeout ?? 0),
      shutdown: new AbortController().signal,
    });
    if (returned.length === 0) await ports.queue.remove(source, [delivery.receipt]);
    return true;
  }

  async #bury(source: Source): Promise<boolean> {
    const delivery = await this.receive(source);
    if (delivery === undefined) return false;
    const { queue } = this.ports;
    const { receipt } = delivery;
    const burial = await buryMessage(this.ports, source.queue, delivery);
    if (burial.outcome === 'leave') {
      await queue.leave(source, [{ receipt, seconds: burial.seconds }]);
    } else {
      await queue.remove(source, [receipt]);
    }
    return true;
  }
}

function heardBy(heard: (body: string) => void, queue: LocalQueue): LocalQueue {
  return withMethods(queue, {
    send: (name, messages) => {
      for (const { body } of messages) heard(body);
      return queue.send(name, messages);
    },
  });
}
