import { availableParallelism } from 'node:os';
import type { Log } from '../../functions/core/log.ts';
import type { Capacity, Slot } from '../dispatch/dispatcher.ts';
import type { Environment } from './environment.ts';

export interface PoolOptions {
  /** Of the queue, for the log. */
  readonly name: string;
  /** Environments at once. */
  readonly limit: number;
  readonly log: Log;
  start(): Environment;
  /** An environment has become free, or one may be started again. */
  onFree(): void;
}

/** So long does a message wait for a busy environment before another is started. */
const patience = 100;
const idleTime = 3 * 60_000;
const longestPause = 30_000;

/**
 * The environments of one queue. It starts the first at once, another only if none became free in a tenth
 * of a second, or if there was always something waiting and a processor is left: starting costs more than
 * most jobs.
 */
export class EnvironmentPool implements Capacity {
  readonly #options: PoolOptions;
  readonly #all = new Set<Environment>();
  readonly #idle: { readonly environment: Environment; readonly timer: NodeJS.Timeout }[] = [];
  /** Of an older build: they end when they are done. */
  readonly #outdated = new WeakSet<Environment>();
  #starting = 0;
  #becameFree = false;
  #growth: NodeJS.Timeout | undefined;
  #failures = 0;
  #pause: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  take(): Slot | undefined {
    const free = this.#idle.pop();
    if (free === undefined) {
      this.#want();
      return undefined;
    }
    const { environment, timer } = free;
    clearTimeout(timer);
    return {
      invoke: async (invocation) => {
        const ending = await environment.invoke(invocation);
        if (ending.how === 'died') this.#forget(environment);
        this.#putBack(environment);
        return ending;
      },
      giveBack: () => this.#putBack(environment),
    };
  }

  /** Starts the first environment before there is work for it: the first job need not wait for that. */
  async warm(): Promise<void> {
    if (this.#all.size === 0) this.#start();
    await Promise.all([...this.#all].map(({ ready }) => ready));
  }

  rest(): void {
    clearTimeout(this.#growth);
    this.#growth = undefined;
  }

  /** From now on environments come from a new build; those at work finish with the old one. */
  renew(): void {
    for (const environment of this.#all) this.#outdated.add(environment);
    for (const { environment, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      environment.kill();
    }
    this.#failures = 0;
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  /** Starts no more and fires the signals of all jobs under way. */
  shutDown(): void {
    this.#stopped = true;
    this.rest();
    clearTimeout(this.#pause);
    for (const environment of this.#all) environment.shutDown();
  }

  async kill(): Promise<void> {
    for (const environment of this.#all) environment.kill();
    await Promise.all([...this.#all].map(({ gone }) => gone));
  }

  #want(): void {
    if (this.#stopped || this.#pause !== undefined) return;
    if (this.#all.size === 0) this.#start();
    this.#growth ??= setTimeout(() => this.#grow(), patience);
  }

  #grow(): void {
    const nobodyCame = !this.#becameFree;
    this.#becameFree = false;
    const size = this.#all.size;
    const mayGrow = this.#starting === 0 && this.#pause === undefined && size < this.#options.limit;
    if (mayGrow && (nobodyCame || size < availableParallelism())) this.#start();
    this.#growth = setTimeout(() => this.#grow(), patience);
  }

  #start(): void {
    const environment = this.#options.start();
    this.#all.add(environment);
    this.#starting += 1;
    void environment.ready.then((isReady) => {
      this.#starting -= 1;
      if (!isReady) return;
      this.#failures = 0;
      this.#putBack(environment);
    });
    void Promise.all([environment.ready, environment.gone]).then(([wasReady, reason]) => {
      this.#forget(environment);
      if (!wasReady) this.#pauseAfter(environment, reason);
    });
  }

  #putBack(environment: Environment): void {
    // One that ended with its invocation is no longer a member.
    if (!this.#all.has(environment)) {
      this.#options.onFree();
      return;
    }
    if (this.#stopped || this.#outdated.has(environment)) {
      environment.kill();
    } else {
      const timer = setTimeout(() => this.#retire(environment), idleTime);
      this.#idle.push({ environment, timer });
      this.#becameFree = true;
    }
    this.#options.onFree();
  }

  #retire(environment: Environment): void {
    this.#forget(environment);
    environment.kill();
  }

  #forget(environment: Environment): void {
    this.#all.delete(environment);
    const place = this.#idle.findIndex((free) => free.environment === environment);
    for (const { timer } of place < 0 ? [] : this.#idle.splice(place, 1)) clearTimeout(timer);
  }

  /** Code that fails as it is loaded would else be started without end. */
  #pauseAfter(environment: Environment, reason: string): void {
    if (this.#stopped || this.#outdated.has(environment)) {
      this.#options.onFree();
      return;
    }
    const pause = Math.min(longestPause, 1_000 * 2 ** this.#failures);
    this.#failures += 1;
    this.#options.log.error(
      `A worker of queue '${this.#options.name}' ended before it was ready: ${reason}. Trying again in ${pause / 1_000} s`,
    );
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#options.onFree();
    }, pause);
  }
}
