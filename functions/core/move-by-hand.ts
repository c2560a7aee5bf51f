import type { Change } from './condition.ts';
import { fingerprint, timeOrderedId } from './job-id.ts';
import type { JobRecord } from './job-record.ts';
import type { Ports } from './ports.ts';

export interface Move {
  /** As it was seen: the write holds only for that. */
  readonly record: JobRecord;
  readonly runAt: number;
  /** Of `tokenOf`. */
  readonly token: string;
  readonly also?: Pick<Change, 'set' | 'remove'>;
}

/**
 * Puts a job into the due index, to run from `runAt` on: the one write of a retry and of a reschedule by hand.
 * Undefined if another writer was faster.
 */
export async function moveByHand(
  { store }: Ports,
  { record, runAt, token, also }: Move,
): Promise<JobRecord | undefined> {
  const written = await store.update(record.id, {
    when: [
      ['tenant', '=', record.tenant],
      ['status', '=', record.status],
      ['ticket', '=', record.ticket],
      ['erasedAt', 'absent'],
    ],
    ...also,
    // Two further: an attempt that crashed may have left a message with the next ticket. A message that was
    // sent for the old time is stale from now on.
    set: { ...also?.set, ticket: record.ticket + 2, runAt, dueAt: runAt, retryKey: token },
  });
  const moved = written.updated ? written.record : written.existing;
  // The same token although the condition failed: the SDK made the write twice, its first answer was lost.
  return moved?.retryKey === token ? moved : undefined;
}

/** Made from the caller's `Idempotency-Key`, or unlike any other. */
export function newToken(kind: TokenKind, key: string | undefined, ports: Ports): string {
  return key === undefined ? timeOrderedId(ports.clock.now(), ports.random) : tokenOf(kind, key);
}

/** A key may have 255 characters, and a record is billed whole for each write. */
export function tokenOf(kind: TokenKind, key: string): string {
  return fingerprint(kind, key);
}

type TokenKind = 'retry' | 'reschedule';
