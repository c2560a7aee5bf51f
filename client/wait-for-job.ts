import { pause } from './abortable.ts';
import { isOver } from './is-over.ts';
import type { JobStatus } from './job-shapes.ts';
import type { Answer } from './try-once.ts';

/** Milliseconds. Where nobody holds a question until there is news, it is asked no more often. */
const shortestRound = 1_000;

interface Watch<Found> {
  /** `GET /jobs/{id}` with these headers. */
  ask(headers: Readonly<Record<string, string>>): Promise<Answer>;
  readonly onChange?: ((job: Found) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The job when it is over. */
export async function waitForJob<Found extends { readonly status: JobStatus }>({
  ask,
  onChange,
  signal,
}: Watch<Found>): Promise<Found> {
  // What is known first is wanted at once; without `onChange` nothing is wanted before the end.
  let headers: Readonly<Record<string, string>> = onChange ? {} : held;
  let known: string | undefined;
  for (;;) {
    const start = performance.now();
    const { body, etag } = await ask(headers);
    const found = body as Found | undefined;
    if (found !== undefined) {
      onChange?.(found);
      if (isOver(found)) return found;
    }
    const isNews = onChange !== undefined && etag !== undefined && etag !== known;
    if (!isNews) await pause(start + shortestRound - performance.now(), signal);
    known = etag;
    headers = onChange ? changeSince(known) : held;
  }
}

/** Until the end. */
const held = { Prefer: 'wait=20' };

function changeSince(known: string | undefined): Readonly<Record<string, string>> {
  return known === undefined ? held : { ...held, 'If-None-Match': known };
}
