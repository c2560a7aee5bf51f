import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds that processes have run so far. Waiting for a processor is not in it, so that others on the machine change it little. */
export interface ProcessorTime {
  readonly server: number;
  /** Its workers. */
  readonly workers: number;
  /** This process. */
  readonly client: number;
}

/** Of one tick of the counters in `/proc`, the same on every Linux. */
const tick = 10;

/** Undefined where there is no `/proc`. */
export function processorTime(server: number): ProcessorTime | undefined {
  if (process.platform !== 'linux') return undefined;
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf);
  const ticksOf = (chosen: readonly Stat[]) => chosen.reduce((sum, { ticks }) => sum + ticks, 0);
  const { user, system } = process.cpuUsage();
  return {
    server: tick * ticksOf(processes.filter(({ pid }) => pid === server)),
    workers: tick * ticksOf(processes.filter(({ parent }) => parent === server)),
    client: (user + system) / 1_000,
  };
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function statOf(pid: string): readonly Stat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything. After it: state, parent, …; user and system time.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
    return [{ pid: Number(pid), parent, ticks: user + system }];
  } catch {
    // It has just ended.
    return [];
  }
}
