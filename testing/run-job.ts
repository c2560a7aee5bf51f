import type {
  ChildOptions,
  JobContext,
  JobType,
  RunningJob,
} from '../functions/core/define-job.ts';
import type { InputOf } from '../functions/enqueue/enqueuer.ts';
import { collectedLog, type LogLine } from './world/collected-log.ts';

export interface RunOptions extends Partial<Omit<RunningJob, 'type'>> {
  /** What ends the attempt, as a timeout or a cancel would. @default - nothing does */
  readonly signal?: AbortSignal;
}

/** What one attempt asked to be enqueued. */
export interface EnqueuedChild {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly options: ChildOptions;
}

export interface RanJob<Result> {
  readonly result: Result;
  readonly enqueued: readonly EnqueuedChild[];
  readonly progress: readonly { readonly fraction: number; readonly note?: string }[];
  readonly log: readonly LogLine[];
}

/**
 * One attempt, with a context of the test's own: nothing is stored, and nothing is run again. Rejects with what
 * `run` threw, or with a `TypeError` if the schema refuses the payload.
 */
export async function runJob<Type extends JobType>(
  type: Type,
  payload: InputOf<Type>,
  options: RunOptions = {},
): Promise<RanJob<NonNullable<Type['~types']>['result']>> {
  const validated = await type.validate(payload);
  if (!validated.ok) {
    const faults = validated.issues.map(({ pointer, detail }) => `${pointer || '/'}: ${detail}`);
    throw new TypeError(`Job type '${type.name}' refuses the payload: ${faults.join('; ')}`);
  }
  const { signal = new AbortController().signal, ...job } = options;
  const ran = {
    enqueued: [] as EnqueuedChild[],
    progress: [] as RanJob<unknown>['progress'][number][],
  };
  const lines: LogLine[] = [];
  const context: JobContext = {
    job: { ...usualJob(type), ...job },
    signal,
    log: collectedLog(lines),
    progress: (fraction, note) => {
      ran.progress.push({ fraction, ...(note !== undefined && { note }) });
    },
    enqueue: async (name, childPayload, childOptions = {}) => {
      const id = `child-${ran.enqueued.length + 1}`;
      ran.enqueued.push({ id, type: name, payload: childPayload, options: childOptions });
      return id;
    },
  };
  // The type carries what its code returns.
  const result = (await validated.run(context)) as NonNullable<Type['~types']>['result'];
  return { result, ...ran, log: lines };
}

function usualJob({ name, maxAttempts }: JobType): RunningJob {
  return {
    id: 'job-1',
    type: name,
    tenant: 'default',
    attempt: 1,
    maxAttempts,
    createdAt: new Date(Date.UTC(2030, 0, 1)),
    tags: [],
  };
}
