import type { JobType } from './define-job.ts';
import { type QueueSettings, queuesOfErrand } from './queue-settings.ts';

/** The job types of a program by name, and all queues: those they run on, and Errand's own. */
export interface JobRegistry<
  Types extends Readonly<Record<string, JobType>> = Readonly<Record<string, JobType>>,
> {
  readonly types: Types;
  readonly queues: Readonly<Record<string, QueueSettings>>;
}

type ByName<List extends readonly JobType[]> = {
  readonly [Type in List[number] as Type['name']]: Type;
};

/** Refuses at start what would only fail once a job is sent: two equal names, an unknown queue. */
export function registerJobs<const List extends readonly JobType[]>(
  queues: Readonly<Record<string, QueueSettings>>,
  list: List,
): JobRegistry<ByName<List>> {
  const types = new Map<string, JobType>();
  for (const type of list) {
    if (typeof type?.validate !== 'function') {
      throw new TypeError(`Expected each job type to be what defineJob returns, got ${type}`);
    }
    if (types.has(type.name)) {
      throw new Error(`Two job types are named '${type.name}': rename one of them`);
    }
    if (type.name.startsWith('errand-')) {
      throw new Error(
        `Names that begin with 'errand-' are reserved: rename job type '${type.name}'`,
      );
    }
    if (!Object.hasOwn(queues, type.queue)) {
      const known = Object.keys(queues).join(', ');
      throw new Error(
        `Job type '${type.name}' is for queue '${type.queue}', which queues.ts does not define (it has: ${known})`,
      );
    }
    types.set(type.name, type);
  }
  return {
    types: Object.fromEntries(types) as unknown as ByName<List>,
    queues: { ...queues, ...queuesOfErrand },
  };
}

/** Throws unless it is what `registerJobs` returns: nothing checks the type of what a module exports. */
export function checkRegistry(jobs: unknown): void {
  const { types, queues } = Object(jobs) as Partial<JobRegistry>;
  if (typeof types === 'object' && typeof queues === 'object') return;
  throw new TypeError(
    `Expected the module of job types to export, as jobs, what registerJobs returns, got ${JSON.stringify(jobs)}`,
  );
}

/** For a type that only another release knows, which runs beside this one during a deploy. */
const usualAttempts = 3;

/** How many attempts a retry by hand allows. */
export function policyAttempts(jobs: JobRegistry, name: string): number {
  return findType(jobs, name)?.maxAttempts ?? usualAttempts;
}

export function findType({ types }: JobRegistry, name: string): JobType | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}
