import { cancelJob } from '../../../functions/core/cancel.ts';
import { eraseJob } from '../../../functions/core/erase.ts';
import { fingerprint } from '../../../functions/core/job-id.ts';
import { isFinal, type JobRecord } from '../../../functions/core/job-record.ts';
import type { Delivery } from '../../../functions/core/queue.ts';
import { rescheduleJob } from '../../../functions/core/reschedule.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { type BatchResult, runBatch } from '../../../functions/core/run-batch.ts';
import { scheduleShard } from '../../../functions/core/schedule-shard.ts';
import { type CrashingPorts, crashing } from '../world/crashing.ts';
import { createWorld, type World } from '../world/create-world.ts';
import { intercept } from '../world/intercept.ts';
import { seededRandom } from '../world/seeded-random.ts';
import { violations } from './invariants.ts';
import { Platform } from './platform.ts';
import { enqueueOne, testJobs } from './test-jobs.ts';

interface Running {
  readonly deliveries: readonly Delivery[];
  readonly process: CrashingPorts;
  result?: BatchResult;
}

/** One history of a few jobs in which, at random, everything happens that the protocol allows for. */
export class RandomHistory {
  readonly faults: string[] = [];
  readonly #random: () => number;
  readonly #world: World;
  readonly #kit: ReturnType<typeof testJobs>;
  readonly #running = new Set<Running>();
  /** Final records as they were last seen. */
  readonly #ended = new Map<string, JobRecord>();
  readonly #accepted = new Set<string>();
  /** Jobs whose cancel was accepted, with the attempts that had been claimed until then. */
  readonly #cancelled = new Map<string, number>();
  #invocations = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#world = createWorld({ seed });
    this.#kit = testJobs(
      () => this.#world.clock.now(),
      async (_, { signal, job }) => {
        await this.#world.clock.wait(Math.ceil(this.#random() * 40_000), signal);
        if (this.#random() < 0.4) throw new Error(`Attempt ${job.attempt} had no luck`);
      },
    );
  }

  async run(): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      await this.#act();
      const pause = this.#one([10, 500, 4_000, 60_000, 340_000]);
      await this.#world.clock.advance(Math.ceil(this.#random() * pause));
      this.#collect();
      this.#look();
    }
    while (this.#running.size > 0) await this.#finish();
    await new Platform(this.#world, this.#kit.jobs).drain();
    this.#look();
    this.#judge();
  }

  #act(): Promise<unknown> | unknown {
    const acts = [
      () => this.#enqueue(),
      () => this.#invoke(),
      () => this.#invoke(),
      () => this.#invoke(),
      () => this.#duplicate(),
      () => this.#cancel(),
      () => this.#retry(),
      () => this.#reschedule(),
      () => this.#erase(),
      () => this.#schedule(),
    ];
    return this.#one(acts)();
  }

  #enqueue(): void {
    const { task, slow } = this.#kit;
    const id = this.#one(['a', 'b', 'c', 'd', 'e']);
    const runAt = this.#world.clock.now() + this.#one([0, 0, 0, 3_000, 700_000, 4_000_000]);
    const job = { id, runAt, payload: this.#one([1, 2, 'x'.repeat(2_000)]) };
    enqueueOne(this.#process().ports, this.#one([task, slow]), job).then(
      ({ outcome }) => outcome === 'accepted' && this.#accepted.add(id),
      () => {},
    );
  }

  #invoke(): void {
    const deliveries = this.#world.deliver('default');
    if (deliveries.length === 0) return;
    const running: Running = { deliveries, process: this.#process() };
    this.#running.add(running);
    const { ports } = running.process;
    this.#invocations += 1;
    runBatch(ports, this.#kit.jobs, {
      source: { queue: 'default', deadLetters: false },
      deliveries,
      invocation: `history-${this.#invocations}`,
      deadline: this.#world.clock.now() + 300_000,
      shutdown: this.#random() < 0.1 ? this.#shutdown() : new AbortController().signal,
    }).then(
      (result) => {
        running.result = result;
      },
      () => {},
    );
  }

  #schedule(): void {
    const deadline = this.#world.clock.now() + 60_000;
    this.#invocations += 1;
    const run = { shard: this.#one([0, 1]), owner: `run-${this.#invocations}`, deadline };
    scheduleShard(this.#process().ports, run).catch(() => {});
  }

  #shutdown(): AbortSignal {
    const controller = new AbortController();
    void this.#world.clock.wait(Math.ceil(this.#random() * 20_000)).then(() => controller.abort());
    return controller.signal;
  }

  /** At least once: a message may be there twice. */
  async #duplicate(): Promise<void> {
    const messages = this.#world.queue.all();
    if (messages.length === 0) return;
    const { body } = this.#one(messages);
    await this.#world.queue.send('default', [{ body, delaySeconds: this.#one([0, 5, 600]) }]);
  }

  async #cancel(): Promise<void> {
    const id = this.#one(['a', 'b', 'c', 'd', 'e']);
    const answer = await cancelJob(this.#world.ports, { tenant: 'acme', id });
    if (answer.outcome !== 'cancelled' && answer.outcome !== 'requested') return;
    this.#cancelled.set(id, answer.job.attempt);
  }

  async #retry(): Promise<void> {
    const id = this.#one(['a', 'b', 'c', 'd', 'e']);
    const answer = await retryJob(this.#world.ports, { tenant: 'acme', id, attempts: 3 });
    if (answer.outcome !== 'retried') return;
    this.#ended.delete(id);
    this.#cancelled.delete(id);
  }

  #reschedule(): void {
    const id = this.#one(['a', 'b', 'c', 'd', 'e']);
    const runAt = this.#world.clock.now() + this.#one([0, 3_000, 700_000, 4_000_000]);
    rescheduleJob(this.#process().ports, { tenant: 'acme', id, runAt }).catch(() => {});
  }

  async #erase(): Promise<void> {
    const id = this.#one(['a', 'b', 'c', 'd', 'e']);
    const answer = await eraseJob(this.#world.ports, { tenant: 'acme', id });
    if (answer.outcome === 'erased') this.#ended.set(id, answer.job);
  }

  /** Removes what finished invocations are done with; a dead one's messages come back by themselves. */
  #collect(): void {
    for (const running of this.#running) {
      const { deliveries, process, result } = running;
      if (process.crashed || result !== undefined) this.#running.delete(running);
      if (process.crashed || result === undefined) continue;
      const done = deliveries.filter(({ messageId }) => !result.returned.includes(messageId));
      this.#world.remove(
        'default',
        done.map(({ receipt }) => receipt),
      );
    }
  }

  async #finish(): Promise<void> {
    await this.#world.clock.advance(60_000);
    this.#collect();
  }

  /** What has to hold at every moment. */
  #look(): void {
    for (const record of this.#world.store.all()) {
      const before = this.#ended.get(record.id);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(record)) {
        this.faults.push(`I2: job ${record.id} was ${before.status} and is ${record.status}`);
      }
      if (isFinal(record.status)) this.#ended.set(record.id, record);
    }
    for (const { id, attempt } of this.#kit.starts) {
      const last = this.#cancelled.get(id) ?? attempt;
      if (attempt > last) this.faults.push(`I5: job ${id} started after its cancel`);
    }
  }

  #judge(): void {
    this.faults.push(...violations(this.#world, this.#kit.starts));
    const records = new Map(this.#world.store.all().map((record) => [record.id, record]));
    for (const id of this.#accepted)
      if (!records.has(id)) this.faults.push(`I1: job ${id} is lost`);
    for (const { id, payload } of this.#kit.starts) {
      const { hash, type = '' } = records.get(id) ?? {};
      if (fingerprint(type, payload) !== hash)
        this.faults.push(`I10: job ${id} ran another payload`);
    }
  }

  /** One in three dies at one of its next calls. Any call may hang, beyond the lease of its attempt. */
  #process(): CrashingPorts {
    const at = 1 + Math.floor(this.#random() * 8);
    const moment = this.#one(['before', 'after'] as const);
    const slow = intercept(this.#world.ports, {
      before: async () => {
        if (this.#random() < 0.04)
          await this.#world.clock.wait(this.#one([3_000, 60_000, 400_000]));
      },
    });
    return crashing(slow, this.#random() < 0.33 ? { at, moment } : undefined);
  }

  #one<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.#random() * choices.length)];
    if (choice === undefined) throw new Error('Nothing to choose from');
    return choice;
  }
}
