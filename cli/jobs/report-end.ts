import type { Job } from '../../client/job-shapes.ts';
import { CommandEnd, exitCodes } from '../exit-codes.ts';
import { jsonText, prettyJson } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { errorText, tookText } from './job-texts.ts';

interface Wanted {
  readonly json: boolean;
}

/** The result of a job that is over. Throws, for its own exit code, unless it succeeded. */
export function reportEnd(job: Job, surroundings: Surroundings, { json }: Wanted): void {
  const { out } = surroundings;
  if (json) out(jsonText(job));
  requireSuccess(job, { json });
  if (json) return;
  out(`${prettyJson(job.result)}\n`);
  surroundings.err(`Job ${job.id} succeeded in ${tookText(job, surroundings.now())}\n`);
}

/** With `json` the document has said it already. */
export function requireSuccess({ id, status, error }: Job, { json }: Wanted): void {
  if (status === 'succeeded') return;
  const reason = error === undefined ? '' : `: ${errorText(error)}`;
  const message = status === 'failed' ? `Job ${id} failed${reason}` : `Job ${id} was cancelled`;
  throw new CommandEnd(exitCodes.jobNotSucceeded, json ? '' : message);
}
