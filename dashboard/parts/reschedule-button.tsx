import type { Job } from '../../client/job-shapes.ts';
import type { Acting } from '../live/use-action.ts';
import { useSession } from '../session/session.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { localInputTime } from './time-text.ts';

/** Gives a job that waits for its time another one. An empty field is now. */
export function RescheduleButton({
  job,
  acting,
  refresh,
}: {
  readonly job: Job;
  readonly acting: Acting;
  readonly refresh: () => void;
}) {
  const { api } = useSession();
  const reschedule = (fields: FormData) =>
    void acting.act(async () => {
      const at = String(fields.get('runAt') ?? '');
      const body = at === '' ? { delay: '0s' } : { runAt: new Date(at).toISOString() };
      await api.post(`/jobs/${job.id}/reschedule`, body);
      refresh();
      return at === '' ? 'The job runs now' : 'The job has its new time';
    });
  return (
    <ConfirmButton
      label="Reschedule"
      icon="schedules"
      title="When should it run?"
      confirm="Reschedule"
      isActing={acting.isActing}
      onConfirm={reschedule}
    >
      <label>
        Date and time here; empty runs it now
        <input
          name="runAt"
          type="datetime-local"
          step={1}
          defaultValue={job.runAt && localInputTime(Date.parse(job.runAt))}
        />
      </label>
    </ConfirmButton>
  );
}
