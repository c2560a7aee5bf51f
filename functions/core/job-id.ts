import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** A UUID of version 7: ids of later jobs sort later. `random` gives numbers from 0 to below 1. */
export function timeOrderedId(now: number, random: () => number): string {
  const time = now.toString(16).padStart(12, '0');
  const bits = Array.from({ length: 5 }, () => hex16(random()));
  const [a, b, ...rest] = bits as [string, string, ...string[]];
  const variant = ((Number.parseInt(b, 16) & 0x3fff) | 0x8000).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(1)}-${variant}-${rest.join('')}`;
}

/** The id of the job that a tenant asks for under an `Idempotency-Key`; in an array, at a position. */
export function idOfKey(tenant: string, key: string, position?: number): string {
  return uuidOf(['key', tenant, key, ...(position === undefined ? [] : [String(position)])]);
}

/** The id of a job enqueued by another: by the key it was given, or by the order of the calls. */
export function idOfChild(parent: string, child: { key: string } | { order: number }): string {
  return uuidOf(
    'key' in child ? ['child', parent, child.key] : ['order', parent, String(child.order)],
  );
}

/** The id of the record of a message that nobody can read. */
export function idOfUnreadable(queue: string, messageId: string): string {
  return uuidOf(['unreadable', queue, messageId]);
}

/** The ids of the two jobs of one time of a schedule: Errand's own that fires it, and the one that it asks for. */
export function idsOfOccurrence(
  { tenant, name, generation }: { tenant: string; name: string; generation: string },
  at: number,
): { readonly firedBy: string; readonly jobId: string } {
  const parts = [tenant, name, generation, String(at)];
  return { firedBy: uuidOf(['fire', ...parts]), jobId: uuidOf(['occurrence', ...parts]) };
}

/** Tells one request from another under the same key: type and payload count, nothing else. */
export function fingerprint(type: string, payload: unknown): string {
  return digest([type, canonicalJson(payload, shortText)])
    .toString('base64url')
    .slice(0, 22);
}

/** A long string by its digest, which no JSON text looks like: escaping it takes ten times as long. */
function shortText(text: string): string {
  if (text.length <= 1_000) return JSON.stringify(text);
  // UTF-16 keeps what UTF-8 cannot say: halves of surrogate pairs.
  return `#${text.length}:${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
}

/** Each part with its length before it: ('a', 'bc') and ('ab', 'c') differ. */
function digest(parts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

/** A UUID of version 8, whose bits are the application's own. */
function uuidOf(parts: readonly string[]): string {
  const bytes = digest(parts).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function hex16(random: number): string {
  return Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0');
}
