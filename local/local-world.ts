import { defaultRetention } from '../functions/core/job-record.ts';
import type { Ports } from '../functions/core/ports.ts';
import type { Changed } from '../functions/core/wait-for-job.ts';
import { type LocalClock, systemClock } from './clock/local-clock.ts';
import { savedClock } from './clock/saved-clock.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { consoleLog } from './console-log.ts';
import { lineBuffer } from './environments/line-buffer.ts';
import type { LocalLogs, LocalStore } from './local-ports.ts';
import { recordChanges } from './record-changes.ts';
import type { Settings } from './settings.ts';
import type { OpenDatabase } from './sqlite/open-database.ts';
import { SqliteLogs } from './sqlite/sqlite-logs.ts';
import { SqlitePauses } from './sqlite/sqlite-pauses.ts';
import { SqliteQueue } from './sqlite/sqlite-queue.ts';
import { SqliteStore } from './sqlite/sqlite-store.ts';

export interface LocalWorld extends Ports {
  readonly store: LocalStore;
  readonly queue: SqliteQueue;
  readonly pauses: SqlitePauses;
  readonly logs: LocalLogs;
  readonly clock: LocalClock;
  /** The same clock, if it can be moved. */
  readonly virtualClock: VirtualClock | undefined;
  readonly changed: Changed;
  /** Writes what the log still holds. */
  flushLog(): void;
}

/** The protocol's ports on one machine. */
export function localWorld(
  database: OpenDatabase,
  queues: readonly string[],
  settings: Settings,
  write: (text: string) => void,
): LocalWorld {
  const { folder, colours } = settings;
  const virtualClock = settings.virtualClock ? savedClock(folder, systemClock.now()) : undefined;
  const clock = virtualClock ?? systemClock;
  const lines = lineBuffer(write);
  const now = () => clock.now();
  const { store, changed } = recordChanges(new SqliteStore(database));
  return {
    store,
    changed,
    queue: new SqliteQueue(database, clock, { queues }),
    pauses: new SqlitePauses(database, queues),
    logs: new SqliteLogs(database),
    clock,
    virtualClock,
    log: consoleLog({ write: lines.write, now, dates: settings.virtualClock, colours }),
    flushLog: lines.flush,
    retention: defaultRetention,
    random: Math.random,
  };
}
