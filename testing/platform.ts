import { cronerCalendar } from '../functions/calendar/croner-calendar.ts';
import { buryMessage } from '../functions/core/bury-message.ts';
import { second } from '../functions/core/duration.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import { planSchedules } from '../functions/core/plan-schedules.ts';
import type { Ports } from '../functions/core/ports.ts';
import { runBatch } from '../functions/core/run-batch.ts';
import { scheduleShard } from '../functions/core/schedule-shard.ts';
import { jobsOfQueue } from '../functions/system-jobs/jobs-of-queue.ts';
import { type Process, passTime } from './pass-time.ts';
// Errand's own jobs load these when they first run, and virtual time would go on while the disk is read.
import '../functions/core/fire-occurrence.ts';
import '../functions/system-jobs/retry-all.ts';
import type { WatchedCode } from './watched-code.ts';
import type { World } from './world/create-world.ts';

const calendar = cronerCalendar();

/** Far more than any test needs. What goes round for ever is to fail its test, not to hang it. */
const mostRounds = 400;

/** The ports of a function that has to do with schedules. */
export function schedulePorts(ports: Ports) {
  return { ...ports, calendar: async () => calendar };
}

export interface Invocation {
  /** Another process than the one that stays alive. */
  readonly process?: Process;
  readonly shutdown?: AbortSignal;
}

/** What Lambda, its event source mappings and a rule of one minute do with a world. */
export class Platform {
  readonly #world: World;
  readonly #jobs: JobRegistry;
  readonly #alive: Process;
  readonly #code: WatchedCode | undefined;
  #invocations = 0;

  /** `code`: time stands still while the jobs' code runs. @default - none of it waits for anything real */
  constructor(world: World, jobs: JobRegistry, code?: WatchedCode) {
    this.#world = world;
    this.#code = code;
    this.#jobs = jobs;
    this.#alive = { ports: world.ports, crashed: false };
  }

  /** One invocation of a queue's worker with what can be delivered now. Answers how many messages it was. */
  async invoke(queue: string, { process = this.#alive, shutdown }: Invocation = {}) {
    const { clock } = this.#world;
    const deliveries = this.#world.deliver(queue);
    if (deliveries.length === 0) return 0;
    this.#invocations += 1;
    const jobs = jobsOfQueue(queue, process.ports, this.#jobs);
    const work = runBatch(process.ports, this.#code?.watch(jobs) ?? jobs, {
      source: { queue, deadLetters: false },
      deliveries,
      invocation: `i${this.#invocations}`,
      deadline: clock.now() + (this.#jobs.queues[queue]?.timeout ?? 0),
      shutdown: shutdown ?? new AbortController().signal,
    });
    const result = await passTime(work, { clock, process, code: this.#code });
    const done = deliveries.filter(
      ({ messageId }) => result?.returned.includes(messageId) === false,
    );
    const receipts = done.map(({ receipt }) => receipt);
    this.#world.remove(queue, receipts);
    return deliveries.length;
  }

  async buryDeadLetters(queue: string, process = this.#alive): Promise<number> {
    const { clock } = this.#world;
    const source = { queue, deadLetters: true };
    const deliveries = this.#world.deliver(queue, { deadLetters: true });
    for (const delivery of deliveries) {
      const { receipt } = delivery;
      const work = buryMessage(process.ports, queue, delivery);
      const burial = await passTime(work, { clock, process });
      if (burial?.outcome === 'leave') {
        await this.#world.queue.leave(source, [{ receipt, seconds: burial.seconds }]);
      } else if (burial !== undefined) {
        this.#world.remove(queue, [receipt]);
      }
    }
    return deliveries.length;
  }

  async schedule(process = this.#alive): Promise<void> {
    const { clock, store } = this.#world;
    for (let shard = 0; shard < store.dueShards; shard += 1) {
      this.#invocations += 1;
      const [owner, deadline] = [`s${this.#invocations}`, clock.now() + 55 * second];
      const ports = { ...process.ports, jobs: this.#jobs };
      await passTime(scheduleShard(ports, { shard, owner, deadline }), { clock, process });
    }
    const planned = planSchedules(schedulePorts(process.ports), clock.now() + 55 * second);
    await passTime(planned, { clock, process });
  }

  /** Runs the functions behind the queues until there is nothing that can be delivered now. */
  async runMessages(): Promise<void> {
    for (let round = 0; round < mostRounds; round += 1) if ((await this.#round()) === 0) return;
    throw new Error(`Messages can still be delivered after ${mostRounds} rounds`);
  }

  /** Runs all functions until a time, the scheduler as often as something may be due. */
  async passUntil(end: number): Promise<void> {
    const { clock, store } = this.#world;
    for (let round = 0; round < 10 * mostRounds; round += 1) {
      await this.schedule();
      await this.runMessages();
      const [firing] = await store.firing(end, 1);
      const next = Math.min(end, this.#nextTime(), firing?.nextAt ?? end);
      await clock.advance(Math.max(1, next - clock.now()));
      if (clock.now() >= end) return;
    }
    throw new Error('Time does not get on: something is due again and again');
  }

  /** Runs all functions, as long as it takes, until nothing is left that waits for a time, or it is over. */
  async drain(isOver: () => boolean = () => false): Promise<void> {
    const { clock } = this.#world;
    for (let round = 0; round < mostRounds; round += 1) {
      await this.schedule();
      while ((await this.#round()) > 0 && !isOver());
      if (isOver()) return;
      const next = this.#nextTime();
      if (next === Number.POSITIVE_INFINITY) return;
      await clock.advance(Math.max(1, next - clock.now()));
    }
    throw new Error(`The world has not come to rest in ${mostRounds} rounds`);
  }

  async #round(): Promise<number> {
    let messages = 0;
    for (const queue of Object.keys(this.#jobs.queues)) {
      messages += await this.invoke(queue);
      messages += await this.buryDeadLetters(queue);
    }
    return messages;
  }

  #nextTime(): number {
    const never = Number.POSITIVE_INFINITY;
    const { store, queue, clock } = this.#world;
    const now = clock.now();
    // What is due already waits for another run: a dead one may still have its lease.
    const due = store.all().map(({ dueAt = never }) => (dueAt <= now ? now + second : dueAt));
    return Math.min(queue.next() ?? never, clock.next() ?? never, ...due);
  }
}
