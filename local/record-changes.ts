import type { Store } from '../functions/core/store.ts';
import { withMethods } from './with-methods.ts';

export interface RecordChanges<Port extends Store> {
  /** The same store; each write of a record that was committed is announced. */
  readonly store: Port;
  /** Resolves when record `id` is written, after `ms`, or when the signal fires. */
  changed(id: string, ms: number, signal?: AbortSignal): Promise<void>;
}

/** Lets a caller that waits for a job see its end at once, and not at the next look. */
export function recordChanges<Port extends Store>(port: Port): RecordChanges<Port> {
  const waiting = new Map<string, Set<() => void>>();
  const announce = (id: string) => {
    for (const end of waiting.get(id) ?? []) end();
  };
  const writes: Pick<Port, 'create' | 'update'> = {
    async create(record, now) {
      const created = await port.create(record, now);
      if (created.created) announce(record.id);
      return created;
    },
    async update(id, change) {
      const updated = await port.update(id, change);
      if (updated.updated) announce(id);
      return updated;
    },
  };
  return {
    store: withMethods(port, writes as Partial<Port>),
    changed: (id, ms, signal) => waitFor(waiting, id, { ms, signal }),
  };
}

function waitFor(
  waiting: Map<string, Set<() => void>>,
  id: string,
  { ms, signal }: { ms: number; signal: AbortSignal | undefined },
): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const ends = waiting.get(id) ?? new Set();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      ends.delete(end);
      if (ends.size === 0) waiting.delete(id);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    waiting.set(id, ends.add(end));
  });
}
