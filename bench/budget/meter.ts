import { type FunctionFolder, type Invocation, inInvocation } from './invocations.ts';

/** What invocations of functions use, beside what they ask of AWS. */
export interface Meter {
  readonly invocations: readonly Invocation[];
  /** Bytes of the lines that they log. */
  readonly logBytes: number;
  /** Of all invocations of this function together. */
  processorMs(folder: FunctionFolder): number;
  invoke<Result>(folder: FunctionFolder, run: () => Promise<Result>): Promise<Result>;
  /** What is no function's own, while functions wait. */
  aside<Result>(run: () => Promise<Result>): Promise<Result>;
  reset(): void;
  close(): void;
}

/** Takes over the output of this process until it is closed: what functions write is their log. */
export function startMeter(): Meter {
  let invocations: Invocation[] = [];
  let logBytes = 0;
  const spent = new Map<FunctionFolder, number>();
  const active: (FunctionFolder | 'none')[] = [];
  let last = process.cpuUsage();

  // Of those under way the one that began last is the one that runs: the others wait for it.
  function charge(): void {
    const now = process.cpuUsage();
    const folder = active.at(-1) ?? 'none';
    const ms = (now.user - last.user + now.system - last.system) / 1_000;
    if (folder !== 'none') spent.set(folder, (spent.get(folder) ?? 0) + ms);
    last = now;
  }

  async function under<Result>(
    folder: FunctionFolder | 'none',
    run: () => Promise<Result>,
  ): Promise<Result> {
    charge();
    active.push(folder);
    try {
      return await run();
    } finally {
      charge();
      active.splice(active.lastIndexOf(folder), 1);
    }
  }

  const streams = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = ((...written: Parameters<typeof write>) => {
      if ((active.at(-1) ?? 'none') === 'none') return write(...written);
      logBytes += Buffer.byteLength(written[0]);
      return true;
    }) as typeof stream.write;
    return { stream, write };
  });

  return {
    get invocations() {
      return invocations;
    },
    get logBytes() {
      return logBytes;
    },
    processorMs: (folder) => spent.get(folder) ?? 0,
    invoke: (folder, run) => {
      const invocation: Invocation = { folder, waits: [] };
      invocations.push(invocation);
      return under(folder, () => inInvocation(invocation, run));
    },
    aside: (run) => under('none', run),
    reset: () => {
      invocations = [];
      logBytes = 0;
      spent.clear();
    },
    close: () => {
      for (const { stream, write } of streams) stream.write = write;
    },
  };
}
