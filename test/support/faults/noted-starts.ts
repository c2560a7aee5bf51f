import { existsSync, readFileSync } from 'node:fs';

type Change = (file: string, before: string, after: string) => void;

/** Has each attempt of a `demo` job write a line into a file before it does anything else. */
export function noteStarts(change: Change, notes: string): void {
  const file = 'functions/jobs/demo.ts';
  const importing = "import { setTimeout } from 'node:timers/promises';\n";
  change(file, importing, `import { appendFileSync } from 'node:fs';\n${importing}`);
  const first = '    if (sleepMs > 0) await sleep';
  const line = "[job.id, job.attempt].join(' ') + '\\n'";
  change(file, first, `    appendFileSync(${JSON.stringify(notes)}, ${line});\n${first}`);
}

/** The attempts that have begun, for each job. */
export function readStarts(notes: string): ReadonlyMap<string, readonly number[]> {
  const starts = new Map<string, number[]>();
  const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trimEnd().split('\n') : [];
  for (const line of lines) {
    const [id = '', attempt] = line.split(' ');
    starts.set(id, [...(starts.get(id) ?? []), Number(attempt)]);
  }
  return starts;
}

/** Every start has a number of its own, and none that the record does not count. */
export function faultsOfStarts(
  id: string,
  attempts: number,
  starts: readonly number[] = [],
): readonly string[] {
  const faults: string[] = [];
  if (new Set(starts).size < starts.length) {
    faults.push(`Job ${id} has begun one attempt twice: ${starts}`);
  }
  const uncounted = starts.filter((attempt) => attempt > attempts);
  if (uncounted.length > 0) {
    faults.push(`Job ${id} has begun attempts ${uncounted}, its record counts ${attempts}`);
  }
  return faults;
}
