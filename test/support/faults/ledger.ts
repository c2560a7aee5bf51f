import type { JobKind } from './job-kinds.ts';

/** One request of a load, as its sender knows it. */
export interface Entry {
  readonly kind: JobKind;
  /** The Idempotency-Key, under which it is sent until there is an answer. */
  readonly key: string;
  readonly request: object;
  /** Of the 202. Undefined: not answered yet. */
  id?: string;
  /** What was asked for afterwards has been answered. */
  isFollowed: boolean;
}

/** What has been accepted, kept apart from the server that has accepted it. */
export class Ledger {
  readonly entries: Entry[] = [];
  /** Requests that had to be sent again, by the status of the answer; `none`: there was no answer. */
  readonly refusals = new Map<string, number>();
  /** What no server may do, in words. */
  readonly violations: string[] = [];
  readonly #finals = new Map<string, string>();

  add(entry: Omit<Entry, 'isFollowed'>): Entry {
    const added = { ...entry, isFollowed: entry.kind.afterwards === undefined };
    this.entries.push(added);
    return added;
  }

  refuse(status: string): void {
    this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1);
  }

  accept(entry: Entry, id: string): void {
    if (entry.id !== undefined && entry.id !== id) {
      this.violations.push(`Key ${entry.key} has made two jobs, ${entry.id} and ${id}`);
    }
    entry.id = id;
  }

  /** A job has been seen at its end. It has to stay as it was seen first. */
  seeFinal(id: string, outcome: string): void {
    const before = this.#finals.get(id) ?? outcome;
    this.#finals.set(id, before);
    if (before !== outcome) {
      this.violations.push(`Job ${id} has two outcomes: first ${before}, then ${outcome}`);
    }
  }

  accepted(): readonly (Entry & { readonly id: string })[] {
    return this.entries.filter((entry) => isAccepted(entry));
  }
}

function isAccepted(entry: Entry): entry is Entry & { readonly id: string } {
  return entry.id !== undefined;
}
