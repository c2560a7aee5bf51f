import type { JobType, Validated } from '../functions/core/define-job.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';

/**
 * The code of a job may wait for real things, a file or a server of the test: meanwhile a virtual clock has to
 * stand still, or the job would time out at once.
 */
export class WatchedCode {
  readonly #running = new Set<Promise<void>>();

  /** The same job types, whose code is watched. */
  watch(jobs: JobRegistry): JobRegistry {
    const types = Object.entries(jobs.types).map(([name, type]): [string, JobType] => [
      name,
      { ...type, validate: (payload) => this.#validate(type, payload) },
    ]);
    return { ...jobs, types: Object.fromEntries(types) };
  }

  /** Resolves when no code runs, or what still does has taken longer than its timeout, in real time. */
  async rests(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** A schema is the user's code as well. */
  async #validate(type: JobType, payload: unknown): Promise<Validated> {
    const validated = await this.#watched(type, type.validate(payload));
    if (!validated.ok) return validated;
    return { ok: true, run: (context) => this.#watched(type, validated.run(context)) };
  }

  #watched<Result>({ timeout }: JobType, work: Promise<Result>): Promise<Result> {
    const rest = endOrTimeout(work, timeout);
    this.#running.add(rest);
    void rest.finally(() => this.#running.delete(rest));
    return work;
  }
}

/** Resolves when the work has ended, however it did, or after that many milliseconds. */
function endOrTimeout(work: Promise<unknown>, timeout: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeout);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
