import type { JobRegistry } from '../core/job-registry.ts';
import { payloadSchemas } from './payload-schemas.ts';

/** What one can send to try things out. */
export interface ExampleJob {
  readonly type: string;
  readonly payload: unknown;
}

/** Of the first job type whose schema has `examples`; undefined if none has. */
export function exampleJob(jobs: JobRegistry): ExampleJob | undefined {
  for (const [type, { examples }] of Object.entries(payloadSchemas(jobs))) {
    if (Array.isArray(examples) && examples.length > 0) return { type, payload: examples[0] };
  }
  return undefined;
}
