import type { PauseOutcome, QueuePauses } from '../../functions/core/queue-pauses.ts';

/** Pauses that begin at once. */
export class MemoryPauses implements QueuePauses {
  readonly #queues: readonly string[];
  readonly #paused = new Set<string>();

  constructor(queues: readonly string[]) {
    this.#queues = queues;
  }

  async paused(): Promise<ReadonlySet<string>> {
    return new Set(this.#paused);
  }

  async setPaused(queue: string, paused: boolean): Promise<PauseOutcome> {
    if (!this.#queues.includes(queue)) throw new Error(`There is no queue '${queue}'`);
    if (paused) this.#paused.add(queue);
    else this.#paused.delete(queue);
    return 'done';
  }

  isPaused(queue: string): boolean {
    return this.#paused.has(queue);
  }
}
