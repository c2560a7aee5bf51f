import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Schedule, ScheduleAddress } from '../../functions/core/schedule.ts';
import type { FiringEntry } from '../../functions/core/schedule-store.ts';
import { sortableTime, timeKey } from '../../functions/core/time-key.ts';

/** A schedule is JSON text; beside it are the columns by which it is found and fenced. */
export class ScheduleTable {
  readonly #get;
  readonly #list;
  readonly #insert;
  readonly #update;
  readonly #delete;
  readonly #firing;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT schedule FROM schedules WHERE tenant = ? AND name = ?');
    this.#list = database.prepare('SELECT schedule FROM schedules WHERE tenant = ? ORDER BY name');
    this.#insert = database.prepare(
      `INSERT INTO schedules (next_key, version, schedule, tenant, name) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#update = database.prepare(
      `UPDATE schedules SET next_key = ?, version = ?, schedule = ?
       WHERE tenant = ? AND name = ? AND version = ?`,
    );
    this.#delete = database.prepare(
      'DELETE FROM schedules WHERE tenant = ? AND name = ? AND version = ?',
    );
    this.#firing = database.prepare(
      `SELECT tenant, name, next_key AS key FROM schedules WHERE next_key > ? AND next_key < ?
       ORDER BY next_key LIMIT ?`,
    );
  }

  get({ tenant, name }: ScheduleAddress): Schedule | undefined {
    const row = this.#get.get(tenant, name);
    return row && parse(row);
  }

  list(tenant: string): readonly Schedule[] {
    return this.#list.all(tenant).map(parse);
  }

  put(schedule: Schedule, seen?: string): boolean {
    const { tenant, name, version } = schedule;
    const values = [nextKeyOf(schedule), version, JSON.stringify(schedule), tenant, name] as const;
    const { changes } =
      seen === undefined ? this.#insert.run(...values) : this.#update.run(...values, seen);
    return Number(changes) === 1;
  }

  delete({ tenant, name }: ScheduleAddress, seen: string): boolean {
    return Number(this.#delete.run(tenant, name, seen).changes) === 1;
  }

  firing(until: number, limit: number, after = ''): readonly FiringEntry[] {
    return this.#firing.all(after, sortableTime(until + 1), limit).map((row) => ({
      tenant: String(row.tenant),
      name: String(row.name),
      key: String(row.key),
      nextAt: Number.parseInt(String(row.key), 10),
    }));
  }
}

function nextKeyOf({ nextAt, tenant, name }: Schedule): string | null {
  return nextAt === undefined ? null : timeKey(nextAt, `${tenant}#${name}`);
}

function parse({ schedule }: Record<string, SQLOutputValue>): Schedule {
  return JSON.parse(String(schedule));
}
