import type { Change } from '../../functions/core/condition.ts';
import type { JobRecord } from '../../functions/core/job-record.ts';
import type { Created, Updated } from '../../functions/core/store.ts';
import { MemoryStore } from '../../testing/world/memory-store.ts';
import type { Process } from './process.ts';

export interface Write {
  readonly before: JobRecord | undefined;
  readonly after: JobRecord;
  /** Undefined: by nobody that the history knows of. */
  readonly by: Process | undefined;
}

/** The store, with somebody who sees each write of a record at its moment, in its order. */
export class WatchedStore extends MemoryStore {
  /** Who makes the next call. Every method of the store decides before it returns, so there is only one. */
  writer: Process | undefined;
  readonly #watch: (write: Write) => void;

  constructor(watch: (write: Write) => void) {
    super();
    this.#watch = watch;
  }

  override async create(record: JobRecord, now: number): Promise<Created> {
    const by = this.writer;
    const before = this.find(record.id);
    const created = super.create(record, now);
    const after = this.find(record.id);
    if (after !== undefined && after !== before) this.#watch({ before, after, by });
    return created;
  }

  override async update(id: string, change: Change): Promise<Updated> {
    const by = this.writer;
    const before = this.find(id);
    const updated = super.update(id, change);
    const after = this.find(id);
    if (after !== undefined && after !== before) this.#watch({ before, after, by });
    return updated;
  }
}
