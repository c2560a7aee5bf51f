import { readFileSync } from 'node:fs';

/** What is wrong with a server's store and queue. Shares are from 0 to 1, of their calls. */
export interface Faults {
  /** That fail and do nothing. */
  readonly before: number;
  /** The same for the store alone: its queue still delivers, and its workers find no store. */
  readonly beforeInStore: number;
  /** That take effect, and whose caller hears of an error all the same. */
  readonly after: number;
  /** That the database may have; less than there are counts as those that there are. */
  readonly pages: number;
}

export const noFaults: Faults = {
  before: 0,
  beforeInStore: 0,
  after: 0,
  pages: 1_000_000_000,
};

export interface FaultyPorts {
  around<Port extends object>(port: Port, name: 'store' | 'queue'): Port;
}

export interface FaultySettings {
  /** JSON of `Faults`, read at each SIGUSR2. */
  readonly file: string;
  /** Runs a statement of SQL. */
  execute(sql: string): void;
  /** Takes lines of the log. */
  write(text: string): void;
  /** From 0 to below 1. */
  random(): number;
}

/** Those that answer at once: no store that is elsewhere could fail in them. */
const local = ['room', 'nextVisible'];

/**
 * Is copied into a server's code, where it stands between the functions and SQLite; so it imports nothing of
 * this repository.
 */
export function faultyPorts({ file, execute, write, random }: FaultySettings): FaultyPorts {
  let faults = noFaults;
  process.on('SIGUSR2', () => {
    faults = JSON.parse(readFileSync(file, 'utf8'));
    execute(`PRAGMA max_page_count = ${faults.pages}`);
    write(`Faults are now ${JSON.stringify(faults)}\n`);
  });
  return {
    around: (port, portName) =>
      new Proxy(port, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          if (local.includes(String(name))) return member.bind(target);
          const before = () =>
            portName === 'store' ? Math.max(faults.before, faults.beforeInStore) : faults.before;
          return async (...args: readonly unknown[]) => {
            const drawn = random();
            if (drawn < before()) throw new Error(`${String(name)} is made to fail`);
            const answer: unknown = await Reflect.apply(member, target, args);
            if (drawn > 1 - faults.after) throw new Error(`The answer of ${String(name)} is lost`);
            return answer;
          };
        },
      }),
  };
}
