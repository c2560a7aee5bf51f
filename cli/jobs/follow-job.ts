import type { Job } from '../../client/job-shapes.ts';
import type { Session } from '../connection/open-client.ts';
import { CommandEnd, exitCodes } from '../exit-codes.ts';
import { type ProgressShown, progressBar } from '../output/progress-bar.ts';
import { agoText, spanText } from '../output/time-text.ts';

/**
 * The job at its end. Meanwhile its status and its progress are drawn on the screen, if there is one. Rejects
 * with its own exit code after `longest` milliseconds, and on Ctrl-C: the job goes on then.
 */
export async function followJob(
  { id, ...job }: Job,
  { client, call, surroundings }: Session,
  longest?: number,
): Promise<Job> {
  const patience = longest === undefined ? [] : [AbortSignal.timeout(longest)];
  const signal = AbortSignal.any([...patience, ...(call.signal ? [call.signal] : [])]);
  let status = job.status;
  using bar = progressBar(surroundings);
  try {
    return await client.wait(id, {
      signal,
      onChange: (job) => {
        status = job.status;
        bar.show(progressOf(job, surroundings.now()));
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    bar[Symbol.dispose]();
    throw call.signal?.aborted
      ? new CommandEnd(
          exitCodes.interrupted,
          `Job ${id} goes on: errand jobs wait ${id} waits again, errand jobs cancel ${id} ends it`,
        )
      : new CommandEnd(
          exitCodes.notOver,
          `Job ${id} is still ${status} after ${spanText(longest ?? 0)}: it goes on`,
        );
  }
}

function progressOf({ type, status, attempt, progress, runAt }: Job, now: number): ProgressShown {
  const again = attempt > 1 ? `attempt ${attempt}` : '';
  if (status === 'running') {
    return {
      label: `${type} running`,
      fraction: progress?.fraction,
      note: progress?.note ?? again,
    };
  }
  const note = runAt !== undefined && Date.parse(runAt) > now ? agoText(runAt, now) : again;
  return { label: `${type} ${status}`, note };
}
