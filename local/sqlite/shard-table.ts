import type { DatabaseSync } from 'node:sqlite';
import type { ShardLease, TakenShard } from '../../functions/core/store.ts';

/** Who works on a shard of the due index, until when, and what the last one left. */
export class ShardTable {
  readonly #take;
  readonly #leave;

  constructor(database: DatabaseSync) {
    this.#take = database.prepare(
      `INSERT INTO shards (shard, owner, until) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET owner = ?2, until = ?3
         WHERE owner IS NULL OR until <= ?4 OR owner = ?2
       RETURNING note`,
    );
    this.#leave = database.prepare(
      `UPDATE shards SET owner = NULL, until = NULL, note = COALESCE(?3, note)
       WHERE shard = ?1 AND owner = ?2`,
    );
  }

  take(shard: number, { owner, until, now }: ShardLease): TakenShard {
    // The column takes whole numbers only, and clocks may count parts of a millisecond.
    const row = this.#take.get(shard, owner, Math.round(until), Math.round(now));
    if (row === undefined) return { taken: false };
    return { taken: true, ...(row.note !== null && { note: String(row.note) }) };
  }

  leave(shard: number, owner: string, note?: string): void {
    this.#leave.run(shard, owner, note ?? null);
  }
}
