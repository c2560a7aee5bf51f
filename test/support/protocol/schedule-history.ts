import { minute, second } from '../../../functions/core/duration.ts';
import { planSchedules } from '../../../functions/core/plan-schedules.ts';
import { putSchedule } from '../../../functions/core/put-schedule.ts';
import type { Delivery } from '../../../functions/core/queue.ts';
import { type BatchResult, runBatch } from '../../../functions/core/run-batch.ts';
import type { Overlap } from '../../../functions/core/schedule.ts';
import { jobsOfQueue } from '../../../functions/system-jobs/jobs-of-queue.ts';
import { schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { seededRandom } from '../../../testing/world/seeded-random.ts';
import { type CrashingPorts, crashing } from '../world/crashing.ts';
import { intercept } from '../world/intercept.ts';
import { testJobs } from './test-jobs.ts';

interface Running {
  readonly queue: string;
  readonly deliveries: readonly Delivery[];
  readonly process: CrashingPorts;
  result?: BatchResult;
}

/** Schedulers and workers side by side, of which many die at a random call, in an order made from a seed. */
export class ScheduleHistory {
  readonly world;
  readonly kit;
  readonly #random: () => number;
  readonly #running = new Set<Running>();
  #invocations = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.world = createWorld({ seed });
    const { clock } = this.world;
    this.kit = testJobs(
      () => clock.now(),
      (_, { signal }) => clock.wait(Math.ceil(this.#random() * 20 * second), signal),
    );
  }

  async put(name: Overlap): Promise<void> {
    const terms = {
      type: 'task',
      payload: '{}',
      timing: { every: minute },
      overlap: name,
      missed: 'all',
      paused: false,
    } as const;
    await putSchedule(schedulePorts(this.world.ports), {
      tenant: 'acme',
      name,
      origin: 'api',
      terms,
    });
  }

  /** Processes come and go for so long. */
  async run(ms: number): Promise<void> {
    const end = this.world.clock.now() + ms;
    while (this.world.clock.now() < end) {
      this.#act();
      await this.world.clock.advance(
        Math.ceil(this.#random() * this.#one([100, second, 20 * second])),
      );
      this.#collect();
    }
  }

  #act(): void {
    // So rarely that times are often late, and then several come at once.
    if (this.#random() < 0.02) for (let n = 0; n < 2; n += 1) this.#plan();
    for (let n = 0; n < 3; n += 1) this.#invoke('errand-schedules');
    this.#invoke('default');
  }

  #plan(): void {
    const { ports } = this.#process();
    planSchedules(schedulePorts(ports), this.world.clock.now() + minute).catch(() => {});
  }

  #invoke(queue: string): void {
    const deliveries = this.world.deliver(queue);
    if (deliveries.length === 0) return;
    const running: Running = { queue, deliveries, process: this.#process() };
    this.#running.add(running);
    const { ports } = running.process;
    const { jobs } = this.kit;
    this.#invocations += 1;
    runBatch(ports, jobsOfQueue(queue, ports, jobs), {
      source: { queue, deadLetters: false },
      deliveries,
      invocation: `history-${this.#invocations}`,
      deadline: this.world.clock.now() + (jobs.queues[queue]?.timeout ?? 0),
      shutdown: new AbortController().signal,
    }).then(
      (result) => {
        running.result = result;
      },
      () => {},
    );
  }

  #collect(): void {
    for (const running of this.#running) {
      const { queue, deliveries, process, result } = running;
      if (process.crashed || result !== undefined) this.#running.delete(running);
      if (process.crashed || result === undefined) continue;
      const done = deliveries.filter(({ messageId }) => !result.returned.includes(messageId));
      this.world.remove(
        queue,
        done.map(({ receipt }) => receipt),
      );
    }
  }

  /** One in four dies at one of its next calls; any call may take a while. */
  #process(): CrashingPorts {
    const at = 1 + Math.floor(this.#random() * 12);
    const moment = this.#one(['before', 'after'] as const);
    const slow = intercept(this.world.ports, {
      before: async () => {
        if (this.#random() < 0.1) await this.world.clock.wait(this.#one([50, 500, 3 * second]));
      },
    });
    return crashing(slow, this.#random() < 0.25 ? { at, moment } : undefined);
  }

  #one<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.#random() * choices.length)];
    if (choice === undefined) throw new Error('Nothing to choose from');
    return choice;
  }
}
