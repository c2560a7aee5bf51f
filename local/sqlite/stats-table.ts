import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { MinuteStats, TypeStats } from '../../functions/core/store.ts';

export class StatsTable {
  readonly #add;
  readonly #read;
  readonly #sweep;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      `INSERT INTO stats (tenant, minute, type, succeeded, failed, cancelled, retried, duration)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         succeeded = succeeded + excluded.succeeded,
         failed = failed + excluded.failed,
         cancelled = cancelled + excluded.cancelled,
         retried = retried + excluded.retried,
         duration = duration + excluded.duration`,
    );
    this.#read = database.prepare(
      'SELECT * FROM stats WHERE tenant = ? AND minute >= ? AND minute < ? ORDER BY minute',
    );
    this.#sweep = database.prepare('DELETE FROM stats WHERE minute < ?');
  }

  add(tenant: string, { minute, types }: MinuteStats): void {
    for (const [type, stats] of Object.entries(types)) {
      const { succeeded, failed, cancelled, retried, duration } = stats;
      // The column takes whole numbers only, and clocks may count parts of a millisecond.
      const whole = Math.round(duration);
      this.#add.run(tenant, minute, type, succeeded, failed, cancelled, retried, whole);
    }
  }

  read(tenant: string, from: number, to: number): readonly MinuteStats[] {
    const rows = this.#read.all(tenant, from, to);
    return Array.from(
      Map.groupBy(rows, ({ minute }) => Number(minute)),
      ([minute, ofMinute]) => ({
        minute,
        types: Object.fromEntries(ofMinute.map((row) => [String(row.type), statsOf(row)])),
      }),
    );
  }

  removeBefore(minute: number): void {
    this.#sweep.run(minute);
  }
}

function statsOf(row: Record<string, SQLOutputValue>): TypeStats {
  return {
    succeeded: Number(row.succeeded),
    failed: Number(row.failed),
    cancelled: Number(row.cancelled),
    retried: Number(row.retried),
    duration: Number(row.duration),
  };
}
