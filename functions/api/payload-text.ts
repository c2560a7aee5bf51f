import { longestPayload } from '../core/job-limits.ts';
import { findType, type JobRegistry } from '../core/job-registry.ts';
import { isObject } from './json-checks.ts';
import { Problem } from './problem.ts';

/** The payload's JSON text, if the entry of a body has a payload. Too long a text for its type is a 413. */
export function payloadText(entry: unknown, at: string, jobs: JobRegistry): string | undefined {
  if (!isObject(entry) || !Object.hasOwn(entry, 'payload')) return undefined;
  const text = JSON.stringify(entry.payload);
  const size = Buffer.byteLength(text);
  const type = typeof entry.type === 'string' ? findType(jobs, entry.type) : undefined;
  const most = type?.maxPayload ?? longestPayload;
  if (size <= most) return text;
  const whose = most < longestPayload ? ` for job type '${type?.name}'` : '';
  const detail = `The payload is ${size} bytes of JSON text, at most ${most} are accepted${whose}: store what is large elsewhere and send where it is`;
  throw new Problem('payload-too-large', detail, {
    errors: [{ pointer: `${at}/payload`, detail }],
  });
}
