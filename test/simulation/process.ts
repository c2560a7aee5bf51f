import type { Clock } from '../../functions/core/clock.ts';
import type { Ports } from '../../functions/core/ports.ts';
import type { Outgoing, Queue, Sent } from '../../functions/core/queue.ts';
import type { Store } from '../../functions/core/store.ts';
import { seededRandom } from '../../testing/world/seeded-random.ts';
import type { Act, FaultKind, ProcessPlan } from './step.ts';
import type { WatchedStore } from './watched-store.ts';

const outageLength = 20;

export interface Surroundings {
  readonly ports: Ports;
  readonly store: WatchedStore;
  /** Names of the calls and of what went wrong, for the trace. */
  note(line: string): void;
}

/** One process: its ports, on which its plan's faults happen. A dead one never hears of anything again. */
export class Process {
  readonly name: string;
  /** What it was begun for. */
  readonly does: Does;
  readonly ports: Ports;
  dead = false;
  /** Something went wrong in it so far. */
  faulted = false;
  /** It could not do its work: one that only lost an answer, or was refused once, asks again. */
  hindered = false;
  readonly #plan: ProcessPlan;
  readonly #around: Surroundings;
  #finished = false;
  #calls = 0;
  #refusesUntil = 0;
  /** How long a call hangs that hangs long, in milliseconds from its begin. */
  readonly #longHang: () => number;

  constructor({ name, does, plan, around, seed, hangsUntil }: ProcessOptions) {
    this.name = name;
    this.does = does;
    this.#plan = plan;
    this.#around = around;
    const { ports } = around;
    this.#longHang = () =>
      hangsUntil === undefined ? 25_000 : Math.max(3_000, hangsUntil - ports.clock.now());
    this.ports = {
      ...ports,
      clock: this.#clockOf(ports.clock),
      store: this.#guard(around.store, 'store'),
      queue: this.#guard(ports.queue, 'queue'),
      random: seededRandom(seed),
    };
    if (plan.dieAfter !== undefined) this.dieAt(plan.dieAfter);
  }

  /** Milliseconds from now. */
  dieAt(ms: number): void {
    void this.#around.ports.clock.wait(ms).then(() => this.die('killed'));
  }

  /** Its work is done: whatever comes now hits nobody. */
  finish(): void {
    this.#finished = true;
  }

  die(why: string): void {
    if (this.dead || this.#finished) return;
    this.dead = true;
    this.faulted = true;
    this.hindered = true;
    this.#around.note(`${this.name} is gone: ${why}`);
  }

  #clockOf(clock: Clock): Clock {
    const { skew } = this.#plan;
    return {
      now: () => clock.now() + skew,
      wait: (ms, signal) => clock.wait(ms, signal).then(() => this.#answered(undefined)),
    };
  }

  #guard<Port extends Store | Queue>(port: Port, portName: string): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        // The one method that only computes.
        if (property === 'room') return member.bind(target);
        const name = `${portName}.${String(property)}`;
        return (...args: unknown[]) =>
          this.#call(name, (changed) => member.apply(target, changed ?? args), args);
      },
    });
  }

  async #call(
    name: string,
    make: (args?: unknown[]) => Promise<unknown>,
    args: readonly unknown[],
  ): Promise<unknown> {
    if (this.dead) return silence();
    const number = ++this.#calls;
    const kind = this.#faultAt(number);
    if (kind !== undefined) this.#say(number, name, kind);
    if (kind === 'die before') this.die(`before ${name}`);
    if (kind === 'hang') await this.#around.ports.clock.wait(3_000);
    if (kind === 'hang long') await this.#around.ports.clock.wait(this.#longHang());
    if (this.dead) return silence();
    if (kind === 'refuse' || kind === 'outage') throw new Error(`${name} was throttled`);
    this.#around.store.writer = this;
    const answer = await (name === 'queue.send' ? send(kind, make, args) : make());
    if (kind === 'die after') this.die(`after ${name}`);
    if (kind === 'lose answer') throw new Error(`The answer of ${name} was lost`);
    return this.#answered(answer);
  }

  #faultAt(number: number): FaultKind | undefined {
    const fault = this.#plan.faults.find(({ at }) => at === number);
    if (fault?.kind === 'outage') this.#refusesUntil = number + outageLength;
    return fault?.kind ?? (number < this.#refusesUntil ? 'outage' : undefined);
  }

  #say(number: number, name: string, kind: FaultKind): void {
    this.faulted = true;
    if (kind === 'hang long' || kind === 'outage') this.hindered = true;
    this.#around.note(`${this.name} call ${number}, ${name}: ${kind}`);
  }

  #answered<T>(answer: T): T | Promise<never> {
    return this.dead ? silence() : answer;
  }
}

export type Does = Act['act'];

export interface ProcessOptions {
  readonly name: string;
  readonly does: Does;
  readonly plan: ProcessPlan;
  readonly around: Surroundings;
  readonly seed: number;
  /** World time at which a call that hangs long gets its answer. */
  readonly hangsUntil?: number;
}

/** A batch of which the platform takes a part, or more than its caller knows. */
async function send(
  kind: FaultKind | undefined,
  make: (args?: unknown[]) => Promise<unknown>,
  [queue, messages]: readonly unknown[],
): Promise<unknown> {
  const all = messages as readonly Outgoing[];
  if (kind === 'twice') await make([queue, all]);
  if (kind !== 'in part') return make();
  // The first is sent and said to be lost, the second is lost, and so on.
  const sent = all.filter((_, place) => place % 3 !== 1);
  await make([queue, sent]);
  return all.map((_, place): Sent => {
    return place % 3 === 2 ? { ok: true } : { ok: false, reason: 'The service is busy' };
  });
}

/** What a dead process hears: one of its own each time, or what waits for it would never be forgotten. */
export function silence(): Promise<never> {
  return new Promise(() => {});
}
