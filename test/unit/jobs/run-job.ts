import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobContext, JobType } from '../../../functions/core/define-job.ts';

export interface Run<Result> {
  readonly result: Promise<Result>;
  /** Fractions in the order reported, while it runs. */
  readonly progress: readonly number[];
}

export interface RunOptions {
  readonly attempt?: number;
  readonly signal?: AbortSignal;
  /** Called at each report, with the fraction. */
  readonly onProgress?: (fraction: number) => void;
}

/** Runs a job type as the worker would, its validation first, without a worker. */
export function runJob<Input, Result>(
  type: JobType<string, Input, Result>,
  payload: Input,
  options: RunOptions = {},
): Run<Result> {
  const progress: number[] = [];
  const context = contextOf(options, (fraction) => {
    progress.push(fraction);
    options.onProgress?.(fraction);
  });
  return { result: validated(type, payload, context), progress };
}

/** The text of the details of what is wrong with a payload, each after its pointer. */
export async function faultsOf(type: JobType, payload: unknown): Promise<readonly string[]> {
  const checked = await type.validate(payload);
  return checked.ok ? [] : checked.issues.map(({ pointer, detail }) => `${pointer}: ${detail}`);
}

export function readExample(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../../examples', name));
}

async function validated<Input, Result>(
  type: JobType<string, Input, Result>,
  payload: Input,
  context: JobContext,
): Promise<Result> {
  const checked = await type.validate(payload);
  if (!checked.ok) throw new Error(`Invalid payload: ${JSON.stringify(checked.issues)}`);
  return (await checked.run(context)) as Result;
}

function contextOf(
  { attempt = 1, signal = new AbortController().signal }: RunOptions,
  progress: (fraction: number) => void,
): JobContext {
  const silent = () => undefined;
  return {
    job: {
      id: 'job-1',
      type: 'under-test',
      tenant: 'default',
      attempt,
      maxAttempts: 3,
      createdAt: new Date(0),
      tags: [],
    },
    signal,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    progress,
    enqueue: async () => 'child-1',
  };
}
