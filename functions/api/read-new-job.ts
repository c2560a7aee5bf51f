import type { JobType } from '../core/define-job.ts';
import type { NewJob } from '../core/enqueue.ts';
import { findType, type JobRegistry } from '../core/job-registry.ts';
import { infiniteNumber, isObject } from './json-checks.ts';
import type { Fault } from './problem.ts';
import type { Read } from './read.ts';
import { readStart } from './read-start.ts';
import { readTags } from './read-tags.ts';
import { shown } from './shown.ts';
import { unknownFields } from './unknown-fields.ts';

interface Given {
  readonly jobs: JobRegistry;
  /** Milliseconds. */
  readonly now: number;
}

const known = ['type', 'payload', 'delay', 'runAt', 'tags'];

/** One job of a body; `at` is its pointer, `#` or `#/3`. Every fault of it is found, not the first one. */
export async function readNewJob(value: unknown, at: string, given: Given): Promise<Read<NewJob>> {
  if (!isObject(value)) {
    const detail = `Expected an object with a type and a payload, got ${shown(value)}`;
    return { faults: [{ pointer: at, detail }] };
  }
  const type = readType(value, at, given.jobs);
  const start = readStart(value, at, given.now);
  const tags = readTags(value.tags, `${at}/tags`);
  const faults = [
    ...unknownFields(value, at, { known, of: 'a job' }),
    ...type.faults,
    ...(await payloadFaults(value, at, type.value)),
    ...start.faults,
    ...tags.faults,
  ];
  if (faults.length > 0 || type.value === undefined) return { faults };
  const runAt = start.value;
  return {
    faults,
    value: {
      type: type.value,
      payload: value.payload,
      tags: tags.value ?? [],
      ...(runAt !== undefined && { runAt }),
    },
  };
}

export type Envelope = Readonly<Record<string, unknown>>;

export function readType(envelope: Envelope, at: string, jobs: JobRegistry): Read<JobType> {
  const name = envelope.type;
  const type = typeof name === 'string' ? findType(jobs, name) : undefined;
  if (type !== undefined) return { value: type, faults: [] };
  const names = Object.keys(jobs.types).join(', ');
  const detail = `Expected the type to be one of ${names}, got ${shown(name)}`;
  return { faults: [{ pointer: `${at}/type`, detail }] };
}

export async function payloadFaults(
  envelope: Envelope,
  at: string,
  type: JobType | undefined,
): Promise<readonly Fault[]> {
  const pointer = `${at}/payload`;
  if (envelope.payload === undefined) {
    return [{ pointer, detail: 'The payload is missing: send null or {} if the type needs none' }];
  }
  const infinite = infiniteNumber(envelope.payload);
  if (infinite !== undefined) {
    const detail = `The number is beyond ±${Number.MAX_VALUE}, the largest there is: send it as a string`;
    return [{ pointer: `${pointer}${infinite}`, detail }];
  }
  const validated = await type?.validate(envelope.payload);
  if (validated === undefined || validated.ok) return [];
  return validated.issues.map((issue) => ({
    pointer: `${pointer}${issue.pointer}`,
    detail: issue.detail,
  }));
}
