import type { JobType, Validated } from '../functions/core/define-job.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';

export interface WatchedCode {
  /** The same job types, whose code is watched. */
  readonly jobs: JobRegistry;
  /** Resolves when no code runs any more, or some of it has run for longer than its timeout, in real time. */
  rests(): Promise<void>;
}

/**
 * The code of a job may wait for real things, a file or a server of the test: meanwhile a virtual clock has to
 * stand still, or the job would time out at once.
 */
export function watchedCode(jobs: JobRegistry): WatchedCode {
  const running = new Set<Promise<unknown>>();

  async function watched(type: JobType, payload: unknown): Promise<Validated> {
    const validated = await type.validate(payload);
    if (!validated.ok) return validated;
    return {
      ok: true,
      run(context) {
        const work = validated.run(context);
        const rest = restOf(work, type.timeout);
        running.add(rest);
        void rest.finally(() => running.delete(rest));
        return work;
      },
    };
  }

  const types = Object.entries(jobs.types).map(([name, type]): [string, JobType] => [
    name,
    { ...type, validate: (payload) => watched(type, payload) },
  ]);
  return {
    jobs: { ...jobs, types: Object.fromEntries(types) },
    async rests() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Resolves when the work has ended, however it did, or after that many milliseconds. */
function restOf(work: Promise<unknown>, timeout: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeout);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}
