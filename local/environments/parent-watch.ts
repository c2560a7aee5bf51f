import { Worker } from 'node:worker_threads';

export interface WatchLimits {
  /** Process id of the server. */
  readonly parent: number;
  /** Resident size in MB that the process may have. */
  readonly residentLimit: number;
  /** Where the reason goes before the process ends itself; its other end is the server's. */
  readonly lastWords: number;
}

/**
 * A thread of its own sees to it that the process ends with the server and keeps to its memory, even while
 * the job's code holds the main thread: buffers, for one, are outside the limit that V8 enforces.
 */
export function watchParent(limits: WatchLimits): void {
  const watcher = new Worker(`(${watch})(${JSON.stringify(limits)})`, {
    eval: true,
    // Else it would inherit the process's own, such as the limit of its heap.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  });
  watcher.unref();
}

/** Runs from its own text: it may use nothing but its argument and what is global. */
function watch({ parent, residentLimit, lastWords }: WatchLimits): void {
  const fs = process.getBuiltinModule('node:fs');
  setInterval(() => {
    if (process.ppid !== parent || !exists(parent)) process.kill(process.pid, 'SIGKILL');
    const resident = Math.ceil(process.memoryUsage.rss() / 1_048_576);
    if (resident <= residentLimit) return;
    fs.writeSync(
      lastWords,
      `out of memory: its resident size reached ${resident} MB, over the limit of ${residentLimit} MB`,
    );
    process.kill(process.pid, 'SIGKILL');
  }, 100);

  // Where a process keeps its parent's id for good, only this shows that the parent has gone.
  function exists(id: number): boolean {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  }
}
