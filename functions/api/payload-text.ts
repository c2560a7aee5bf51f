import { longestPayload } from '../core/job-limits.ts';
import { Problem } from './problem.ts';

/** The payload's JSON text, if the entry of a body has a payload. Too long a text is a 413. */
export function payloadText(entry: unknown, at: string): string | undefined {
  if (typeof entry !== 'object' || entry === null || !Object.hasOwn(entry, 'payload'))
    return undefined;
  const text = JSON.stringify((entry as { readonly payload: unknown }).payload);
  const size = Buffer.byteLength(text);
  if (size <= longestPayload) return text;
  const detail = `The payload is ${size} bytes of JSON text, at most ${longestPayload} are accepted: store what is large elsewhere and send where it is`;
  throw new Problem('payload-too-large', detail, {
    errors: [{ pointer: `${at}/payload`, detail }],
  });
}
