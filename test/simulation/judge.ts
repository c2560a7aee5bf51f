import { fingerprint } from '../../functions/core/job-id.ts';
import { isFinal, isWaiting, type JobRecord } from '../../functions/core/job-record.ts';
import type { Delivery } from '../../functions/core/queue.ts';
import type { Invocation } from './invocation.ts';
import type { Process } from './process.ts';
import type { Write } from './watched-store.ts';

/** The start of an attempt as the store saw it. */
export interface Claimed {
  readonly by: Process;
  readonly delivery: Delivery | undefined;
  /** It took over from an attempt that ended without a word. */
  readonly takesOver: boolean;
  /** Something had gone wrong in its process before. */
  readonly faulted: boolean;
}

/** A list of what a design allows, as `from>to`; what stays as it is is allowed. */
const moves = new Set([
  ...['scheduled', 'queued', 'retrying'].flatMap((from) => [
    `${from}>running`,
    `${from}>cancelled`,
    `${from}>failed`,
  ]),
  ...['succeeded', 'failed', 'cancelled', 'retrying'].map((to) => `running>${to}`),
  'failed>scheduled',
  'cancelled>scheduled',
]);

/** Looks at every write and every start at its moment, and says which invariant it breaks. */
export class Judge {
  readonly violations = new Set<string>();
  readonly #claims = new Map<string, Claimed>();
  readonly #started = new Set<string>();
  /** Attempts that a cancel met while their claim asked again for its lost answer: they end unstarted. */
  readonly #cancelledUnstarted = new Set<string>();
  /** Attempts whose code has come to its end. */
  readonly #returned = new Set<string>();
  /** Jobs whose cancel was written, with the attempts that had been claimed until then. */
  readonly #cancelled = new Map<string, number>();
  /** When a person last retried or moved a job. */
  readonly #moved = new Map<string, number>();
  readonly #invocationOf: (process: Process) => Invocation | undefined;
  readonly #now: () => number;

  constructor(invocationOf: (process: Process) => Invocation | undefined, now: () => number) {
    this.#invocationOf = invocationOf;
    this.#now = now;
  }

  claimOf(id: string, attempt: number): Claimed | undefined {
    return this.#claims.get(`${id}/${attempt}`);
  }

  /** Claims of processes that nothing hindered, whose code never started. */
  unstarted(): readonly string[] {
    return [...this.#claims]
      .filter(([key, { by }]) => !by.hindered && !this.#started.has(key))
      .filter(([key]) => !this.#cancelledUnstarted.has(key))
      .map(([key]) => key);
  }

  breaks(invariant: string, what: string): void {
    this.violations.add(`${invariant}: ${what}`);
  }

  saw({ before, after, by }: Write): void {
    if (before !== undefined) this.#sawChange(before, after, by);
    this.#checkRecord(after);
    if (after.status === 'running' && after.attempt !== (before?.attempt ?? 0)) {
      this.#sawClaim(before, after, by);
    } else if (before?.status === 'running' && after.status !== 'running') {
      this.#sawEnd(before, after, by);
    }
    if (after.cancelRequestedAt === undefined && after.status !== 'cancelled') {
      this.#cancelled.delete(after.id);
    } else if (!this.#cancelled.has(after.id)) this.#cancelled.set(after.id, after.attempt);
  }

  #checkRecord(after: JobRecord): void {
    const name = `job ${after.id}`;
    const { status } = after;
    if (after.attempt > after.maxAttempts) {
      this.breaks('I4', `${name} has ${after.attempt} of ${after.maxAttempts} attempts`);
    }
    if ((status === 'failed') !== (after.failedAt !== undefined)) {
      this.breaks('I8', `${name} is ${status}, and failed at ${after.failedAt}`);
    }
    if (after.dueAt !== undefined && (after.failedAt !== undefined || isFinal(status))) {
      this.breaks('I1', `${name} is ${status} and in the due index`);
    }
  }

  #sawChange(before: JobRecord, after: JobRecord, by: Process | undefined): void {
    const name = `job ${after.id}`;
    const move = `${before.status}>${after.status}`;
    if (before.status !== after.status && !moves.has(move)) {
      this.breaks('I2', `${name} went from ${before.status} to ${after.status}`);
    }
    if (isFinal(before.status) && by?.does !== 'retry' && by?.does !== 'erase') {
      this.breaks('I2', `${name} was ${before.status} and was written again by ${by?.does}`);
    }
    if (after.ticket < before.ticket) this.breaks('I3', `${name} has a lower ticket than before`);
    if (after.attempt < before.attempt) this.breaks('I4', `${name} has fewer attempts than before`);
    const moved = by?.does === 'retry' || by?.does === 'reschedule';
    if (moved && after.ticket !== before.ticket) this.#moved.set(after.id, this.#now());
  }

  #sawClaim(before: JobRecord | undefined, after: JobRecord, by: Process | undefined): void {
    const name = `attempt ${after.attempt} of job ${after.id}`;
    if (by === undefined) throw new Error(`${name} was claimed by nobody`);
    const now = by.ports.clock.now();
    const place = Number(after.owner?.split('#')[1]);
    const delivery = this.#invocationOf(by)?.deliveries[place];
    const takesOver = before?.status === 'running';
    const claimed = { by, delivery, takesOver, faulted: by.faulted };
    this.#claims.set(`${after.id}/${after.attempt}`, claimed);

    if (takesOver && (before.leaseUntil ?? 0) > now) {
      this.breaks('I3', `${name} was claimed under a live lease`);
    }
    if (before?.cancelRequestedAt !== undefined) {
      this.breaks('I5', `${name} was claimed after a cancel`);
    }
    const waits = before === undefined || isWaiting(before.status);
    // By the clock of the one who claims: nobody has another.
    if (waits && (before ?? after).runAt !== undefined && ((before ?? after).runAt ?? 0) > now) {
      this.breaks('I7', `${name} was claimed before its time`);
    }
    this.#checkSource(name, after.id, delivery);
  }

  #sawEnd(before: JobRecord, after: JobRecord, by: Process | undefined): void {
    const name = `attempt ${before.attempt} of job ${before.id}`;
    const own = this.claimOf(before.id, before.attempt)?.by === by;
    const over = (before.leaseUntil ?? 0) <= (by?.ports.clock.now() ?? 0);
    if (!own && (after.status === 'succeeded' || after.status === 'retrying')) {
      this.breaks('I3', `${name} was ended as ${after.status} by another`);
    } else if (!own && !over) this.breaks('I3', `${name} was ended by another under its lease`);
    if (own) this.#sawOwnEnd(before, after);
    const ends = after.status === 'retrying' || after.status === 'failed';
    if (before.cancelRequestedAt !== undefined && ends) {
      this.breaks('I5', `${name} was to be cancelled and is ${after.status}`);
    }
  }

  #sawOwnEnd({ id, attempt }: JobRecord, { status }: JobRecord): void {
    const key = `${id}/${attempt}`;
    if (status === 'cancelled') this.#cancelledUnstarted.add(key);
    else if (status !== 'succeeded' && this.#returned.has(key)) {
      this.breaks('I3', `attempt ${attempt} of job ${id} returned and is ${status}`);
    }
  }

  /** Sent before a person moved the job, a message has nothing to say to it any more. */
  #checkSource(name: string, id: string, delivery: Delivery | undefined): void {
    const moved = this.#moved.get(id);
    if (moved !== undefined && delivery !== undefined && delivery.sentAt < moved) {
      this.breaks('I3', `${name} was claimed by a message from before a person moved the job`);
    }
  }

  buried(id: string, delivery: Delivery): void {
    const moved = this.#moved.get(id);
    if (moved !== undefined && delivery.sentAt < moved) {
      this.breaks('I3', `job ${id} was ended by a message from before a person moved it`);
    }
  }

  started(record: JobRecord | undefined, start: { id: string; attempt: number; payload: unknown }) {
    const { id, attempt, payload } = start;
    const name = `attempt ${attempt} of job ${id}`;
    if (this.#started.has(`${id}/${attempt}`)) this.breaks('I4', `${name} started twice`);
    this.#started.add(`${id}/${attempt}`);
    if (this.claimOf(id, attempt) === undefined) this.breaks('I4', `${name} was not counted`);
    if (attempt > (this.#cancelled.get(id) ?? attempt)) {
      this.breaks('I5', `${name} started after a cancel`);
    }
    if (record?.hash !== fingerprint(record?.type ?? '', payload)) {
      this.breaks('I10', `${name} ran with another payload than its record's`);
    }
  }

  returned(id: string, attempt: number): void {
    this.#returned.add(`${id}/${attempt}`);
  }

  /** A job killed its function, in which `others` were under way. */
  killed(id: string, attempt: number, others: number): void {
    const claim = this.claimOf(id, attempt);
    if (claim === undefined || claim.faulted || others === 0) return;
    // Its first start may cost others an attempt, and so may each further message of it that comes for the
    // first time: nobody knows it by then.
    if (!claim.takesOver || (claim.delivery?.receiveCount ?? 0) <= 1) return;
    this.breaks('I9', `job ${id} killed a function again, with ${others} others in it`);
  }

  /** Code whose attempt was over killed its function, in which `running` were under way. */
  killedLate(id: string, running: readonly JobRecord[]): void {
    for (const other of running) {
      const claim = this.claimOf(other.id, other.attempt);
      const receives = claim?.delivery?.receiveCount ?? 0;
      // Received ten times, it has waited long enough.
      if (!claim?.takesOver || receives <= 1 || receives >= 10) continue;
      this.breaks(
        'I9',
        `job ${id} killed a function after its attempt, with suspect ${other.id} in it`,
      );
    }
  }
}
