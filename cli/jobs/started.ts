import type { Job } from '../../client/job-shapes.ts';
import type { Session } from '../connection/open-client.ts';
import { jsonText } from '../output/json-text.ts';
import { agoText } from '../output/time-text.ts';
import { followJob } from './follow-job.ts';
import { reportEnd } from './report-end.ts';

interface Wanted {
  readonly wait: boolean;
  readonly json: boolean;
}

/** What is said of a job that has been started: its id, or its end if that is waited for. */
export async function started(job: Job, session: Session, { wait, json }: Wanted): Promise<void> {
  const { out, err, now } = session.surroundings;
  if (wait) {
    if (!json) err(`Job ${job.id}\n`);
    return reportEnd(await followJob(job, session), session.surroundings, { json });
  }
  if (json) return out(jsonText(job));
  out(`${job.id}\n`);
  const { status, runAt } = job;
  const when =
    runAt !== undefined && Date.parse(runAt) > now() ? `, starts ${agoText(runAt, now())}` : '';
  err(`The job is ${status}${when}\n`);
}
