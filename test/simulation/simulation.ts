import { buryMessage } from '../../functions/core/bury-message.ts';
import { cancelJob } from '../../functions/core/cancel.ts';
import { minute, second } from '../../functions/core/duration.ts';
import { enqueueJobs } from '../../functions/core/enqueue.ts';
import { eraseJob } from '../../functions/core/erase.ts';
import { fingerprint, idOfKey } from '../../functions/core/job-id.ts';
import { rescheduleJob } from '../../functions/core/reschedule.ts';
import { reopenJob, retryJob } from '../../functions/core/retry-by-hand.ts';
import { runBatch } from '../../functions/core/run-batch.ts';
import { scheduleShard } from '../../functions/core/schedule-shard.ts';
import { testJobs } from '../support/protocol/test-jobs.ts';
import type { Invocation } from './invocation.ts';
import { runCode } from './job-code.ts';
import { Judge } from './judge.ts';
import { type Accepted, judgeEnd } from './judge-end.ts';
import { type Does, Process } from './process.ts';
import { SimulatedWorld } from './simulated-world.ts';
import type { Act, History, ProcessPlan, Step } from './step.ts';

const tenant = 'acme';
const source = { queue: 'default', deadLetters: false };
const deadSource = { queue: 'default', deadLetters: true };
const functionTimeout = 5 * minute;
/** Rounds until the world has to be at rest: it takes a hundred or two. */
const mostRounds = 20_000;
const calm: ProcessPlan = { skew: 0, faults: [] };

export interface Verdict {
  /** Each begins with the name of its invariant. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
}

/** Runs one history: the protocol's own code in a world in which everything happens that a plan says. */
export async function simulate(history: History): Promise<Verdict> {
  const simulation = new Simulation(history);
  await simulation.run();
  return simulation;
}

class Simulation implements Verdict {
  readonly trace: string[] = [];
  readonly #history: History;
  readonly #world: SimulatedWorld;
  readonly #judge: Judge;
  readonly #kit: ReturnType<typeof testJobs>;
  readonly #invocations = new Map<Process, Invocation>();
  readonly #accepted: Accepted[] = [];
  #processes = 0;

  constructor(history: History) {
    this.#history = history;
    this.#judge = new Judge(
      (process) => this.#invocations.get(process),
      () => this.#world.clock.now(),
    );
    this.#world = new SimulatedWorld(history, {
      wrote: (write) => this.#judge.saw(write),
      note: (line) => this.#note(line),
    });
    const { clock, store } = this.#world;
    const judge = this.#judge;
    const { seed, code } = history;
    const invocationOf = (id: string, attempt: number) => {
      const by = judge.claimOf(id, attempt)?.by;
      return by && this.#invocations.get(by);
    };
    const scene = { seed, code, clock, store, judge, invocationOf };
    this.#kit = testJobs(
      () => clock.now(),
      (payload, context) => runCode(scene, payload, context),
    );
  }

  get violations(): readonly string[] {
    return [...this.#judge.violations];
  }

  async run(): Promise<void> {
    for (const step of this.#history.steps) {
      this.#act(step);
      await this.#pass(step);
    }
    const atRest = await this.#comeToRest();
    if (!atRest) this.#judge.breaks('I1', 'the world does not come to rest');
    await judgeEnd(this.#judge, this.#world, this.#accepted);
  }

  async #pass({ pause, process }: Step): Promise<void> {
    const { pollEvery = pause } = this.#history;
    for (let left = pause; left > 0; left -= pollEvery) {
      await this.#world.clock.advance(Math.min(left, pollEvery));
      this.#collect();
      if (left <= pollEvery || !this.#world.hasMessages()) continue;
      this.#act({ does: { act: 'work', max: 10, keeps: false }, process, pause: 0 });
    }
  }

  #act({ does, process: plan }: Step): void {
    this.#note(JSON.stringify(does).replace(/([xz])\1{8,}/g, '$1…'));
    const work = this.#begin(does, plan);
    work?.catch((error) => this.#note(`${does.act} failed: ${error}`));
  }

  #begin(does: Act, plan: ProcessPlan): Promise<unknown> | undefined {
    switch (does.act) {
      case 'work':
        return this.#work(does, plan);
      case 'throttle':
        return this.#world.queue.leave(
          source,
          this.#world.deliver(does.max).map(({ receipt }) => ({ receipt, seconds: does.seconds })),
        );
      case 'duplicate':
        return this.#world.duplicate(does.pick, does.delaySeconds);
      case 'reappear':
        return this.#world.reappear(does.pick);
      case 'schedule':
        return this.#schedule(does.shard, plan);
      case 'bury':
        return this.#bury(plan);
      case 'enqueue':
        return this.#enqueue(does, plan);
      case 'cancel':
      case 'erase':
      case 'retry':
      case 'reschedule':
        return this.#move(does, plan);
    }
  }

  async #enqueue({ key, jobs }: Extract<Act, { act: 'enqueue' }>, plan: ProcessPlan) {
    const process = this.#process('enqueue', plan);
    const now = process.ports.clock.now();
    const asked = jobs.map(({ type, payload, runIn }, place) => ({
      type: this.#kit[type],
      payload,
      runAt: now + runIn,
      tags: [],
      ...(key !== undefined && {
        id: jobs.length === 1 ? idOfKey(tenant, key) : idOfKey(tenant, key, place),
      }),
    }));
    const origin = { tenant, requestId: process.name, depth: 0 };
    const made = await enqueueJobs(process.ports, origin, asked);
    for (const [place, one] of made.entries()) {
      if (one.outcome !== 'accepted') continue;
      const { id } = one.job;
      const hash = fingerprint(asked[place]?.type.name ?? '', asked[place]?.payload);
      const name = key === undefined ? undefined : `${key}/${jobs.length === 1 ? '' : place}`;
      this.#accepted.push({ id, hash, key: name, unsure: process.faulted });
    }
  }

  async #move(
    does: Extract<Act, { act: 'cancel' | 'erase' | 'retry' | 'reschedule' }>,
    plan: ProcessPlan,
  ): Promise<void> {
    const record = this.#world.pickRecord(does.pick);
    if (record === undefined) return;
    const { ports } = this.#process(does.act, plan);
    const { id } = record;
    if (does.act === 'cancel') return void (await cancelJob(ports, { tenant, id }));
    if (does.act === 'erase') return void (await eraseJob(ports, { tenant, id }));
    const runAt = ports.clock.now() + does.runIn;
    if (does.act === 'reschedule') return void (await rescheduleJob(ports, { tenant, id, runAt }));
    const request = { tenant, id, attempts: 3 };
    await (does.runIn === 0 ? retryJob(ports, request) : reopenJob(ports, { ...request, runAt }));
  }

  async #work(does: Extract<Act, { act: 'work' }>, plan: ProcessPlan): Promise<void> {
    const deliveries = this.#world.deliver(does.max);
    if (deliveries.length === 0) return;
    const end = this.#world.clock.now() + functionTimeout;
    // The lease is two seconds longer; the platform may be late with the kill by ten more.
    const late = 2 * second + (this.#processes % 11) * second;
    const process = this.#process('work', plan, end + late);
    process.dieAt(functionTimeout + late + 1);
    const invocation: Invocation = { process, deliveries, keeps: does.keeps };
    this.#invocations.set(process, invocation);
    const shutdown = new AbortController();
    if (does.shutdownAfter !== undefined) {
      void this.#world.clock.wait(does.shutdownAfter).then(() => shutdown.abort());
    }
    invocation.result = await runBatch(process.ports, this.#kit.jobs, {
      source,
      deliveries,
      invocation: process.name,
      deadline: process.ports.clock.now() + functionTimeout,
      shutdown: shutdown.signal,
    }).catch(() => 'rejected' as const);
    process.finish();
  }

  #schedule(shard: number, plan: ProcessPlan): Promise<unknown> {
    const { ports, name: owner } = this.#process('schedule', plan);
    const { jobs } = this.#kit;
    return scheduleShard(
      { ...ports, jobs },
      { shard, owner, deadline: ports.clock.now() + 55 * second },
    );
  }

  async #bury(plan: ProcessPlan): Promise<void> {
    for (const delivery of this.#world.deliverDead()) {
      const process = this.#process('bury', plan);
      const { receipt } = delivery;
      const burial = await buryMessage(process.ports, 'default', delivery);
      if (burial.outcome === 'leave') {
        await this.#world.queue.leave(deadSource, [{ receipt, seconds: burial.seconds }]);
        continue;
      }
      if (burial.outcome === 'buried') this.#judge.buried(burial.record.id, delivery);
      this.#world.queue.remove([receipt]);
    }
  }

  /** Removes what finished invocations are done with; a dead one's messages come back by themselves. */
  #collect(): void {
    for (const [process, { deliveries, result, keeps }] of this.#invocations) {
      if (result === undefined && !process.dead) continue;
      this.#invocations.delete(process);
      if (result === undefined || result === 'rejected' || process.dead || keeps) continue;
      const done = deliveries.filter(({ messageId }) => !result.returned.includes(messageId));
      this.#world.queue.remove(done.map(({ receipt }) => receipt));
    }
  }

  /** Nothing goes wrong any more: runs all functions until there is nothing that waits for a time. */
  async #comeToRest(): Promise<boolean> {
    const { clock } = this.#world;
    for (let round = 0; round < mostRounds; round += 1) {
      for (const does of this.#world.work()) this.#act({ does, process: calm, pause: 0 });
      await clock.settle();
      this.#collect();
      const next = this.#world.next();
      const isOver = this.#invocations.size === 0 && this.#world.work().length === 0;
      if (next === undefined && isOver) return true;
      await clock.advance(Math.max(1, (next ?? 0) - clock.now()));
      this.#collect();
    }
    return false;
  }

  #process(does: Does, plan: ProcessPlan, hangsUntil?: number): Process {
    this.#processes += 1;
    const name = `${does}-${this.#processes}`;
    const seed = this.#history.seed + this.#processes;
    const late = hangsUntil !== undefined && { hangsUntil };
    return new Process({ name, does, plan, around: this.#world, seed, ...late });
  }

  #note(line: string): void {
    this.trace.push(`${this.#world.clock.now() - this.#world.begin} ${line}`);
  }
}
