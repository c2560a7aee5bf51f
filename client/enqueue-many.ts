import { type Problem, RefusedError } from './errors.ts';

/** What the API takes at once: so many jobs, and so many bytes. */
const mostJobs = 500;
const mostBytes = 2 * 1024 * 1024;
/** More than a job has beside its payload: type, times, ten tags, punctuation. */
const otherBytes = 1_024;
const longestKey = 255;

export interface Part<Entry> {
  readonly start: number;
  readonly jobs: readonly Entry[];
  readonly key: string;
}

/**
 * The jobs in parts that the API takes. Where a part begins depends on payloads alone, as the meaning of a key
 * does, so that the same jobs under the same key are the same parts. The first has the key itself, each of the
 * others one made of it.
 */
export function partsOf<Entry extends { readonly payload: unknown }>(
  jobs: readonly Entry[],
  key: string,
): readonly Part<Entry>[] {
  const starts: number[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [place, { payload }] of jobs.entries()) {
    const size = sizeOf(payload) + otherBytes;
    bytes += size;
    if (bytes <= mostBytes && place - (starts.at(-1) ?? 0) < mostJobs) continue;
    starts.push(place);
    bytes = size;
  }
  const parts = starts.map((start, part) => ({
    start,
    jobs: jobs.slice(start, starts[part + 1]),
    key: start === 0 ? key : `${key}#${start}`,
  }));
  const longest = parts.at(-1)?.key ?? '';
  if (longest.length <= longestKey || parts.length === 1) return parts;
  throw new RangeError(
    `Expected an idempotencyKey that leaves room for '#' and a number within ${longestKey} characters, since ${jobs.length} jobs are sent in ${parts.length} parts: got one of ${key.length}`,
  );
}

/**
 * One outcome for each job, in their order. Parts are sent one after the other. If the first is refused nothing
 * was accepted, and it rejects; of a later one the refusal stands in the place of each of its jobs.
 */
export async function sendParts<Entry, Outcome>(
  parts: readonly Part<Entry>[],
  send: (part: Part<Entry>) => Promise<readonly Outcome[]>,
): Promise<readonly (Outcome | { readonly error: Problem })[]> {
  const outcomes: (Outcome | { readonly error: Problem })[] = [];
  for (const part of parts) {
    try {
      outcomes.push(...(await send(part)));
    } catch (error) {
      if (part.start === 0 || !(error instanceof RefusedError)) throw error;
      const problem = movedBy(part.start, error.problem);
      outcomes.push(...part.jobs.map(() => ({ error: problem })));
    }
  }
  return outcomes;
}

/** Its places are those in the part: `#/3/payload`, in its detail `[3].payload`, is another job in the whole. */
function movedBy(start: number, { errors, detail, ...problem }: Problem): Problem {
  const moved = (text: string, form: RegExp) =>
    text.replace(form, (_, before, place) => `${before}${Number(place) + start}`);
  return {
    ...problem,
    detail: moved(detail, /^(\[)(\d+)(?=\])/),
    ...(errors && {
      errors: errors.map((fault) => ({
        ...fault,
        ...(fault.pointer !== undefined && { pointer: moved(fault.pointer, /^(#\/)(\d+)/) }),
      })),
    }),
  };
}

function sizeOf(payload: unknown): number {
  return new TextEncoder().encode(JSON.stringify(payload) ?? '').length;
}
