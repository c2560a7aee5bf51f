/** What a program imports that runs Errand in its own process. */

export { type Fault, Problem, type ProblemCode } from '../functions/api/problem.ts';
export {
  type ErrandOptions,
  type LocalErrand,
  type LocalJob,
  startErrand,
} from '../local/start-errand.ts';
