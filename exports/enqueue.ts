/** What a program imports that enqueues jobs from inside the account of a stack. */

export { type Fault, Problem, type ProblemCode } from '../functions/api/problem.ts';
export type {
  EnqueuedJob,
  EnqueueOptions,
  EnqueueOutcome,
  EnqueueRequest,
  Enqueuer,
  InputOf,
} from '../functions/enqueue/enqueuer.ts';
export {
  enqueuerFromEnvironment,
  type ProgramOptions,
} from '../functions/enqueue/enqueuer-from-environment.ts';
