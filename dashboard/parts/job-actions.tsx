import type { Job } from '../../client/job-shapes.ts';
import type { Acting } from '../live/use-action.ts';
import { isOver } from '../live/use-job.ts';
import { hrefOf } from '../routing/route.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Icon } from './icon.tsx';
import { RescheduleButton } from './reschedule-button.tsx';

interface Props {
  readonly job: Job;
  readonly acting: Acting;
  readonly refresh: () => void;
}

/** What can be done with the job as it is now, by this key. */
export function JobActions(props: Props) {
  const { job } = props;
  const { caller } = useSession();
  const isOwn = job.type.startsWith('errand-');
  const canStart = may(caller, 'start', job.type) && !isOwn && job.payload !== undefined;
  const isErased = job.erasedAt !== undefined;
  return (
    <div class="buttons">
      {!isOver(job) && may(caller, 'cancel') && <CancelButton {...props} />}
      {(job.status === 'failed' || job.status === 'cancelled') &&
        !isErased &&
        may(caller, 'retry', job.type) && <RetryButton {...props} />}
      {(job.status === 'scheduled' || job.status === 'retrying') &&
        may(caller, 'reschedule', job.type) && <RescheduleButton {...props} />}
      {canStart && (
        <a class="button" href={hrefOf('start', { from: job.id })}>
          <Icon name="start" /> Run again with changes
        </a>
      )}
      {isOver(job) && !isErased && may(caller, 'erase') && <EraseButton {...props} />}
    </div>
  );
}

function CancelButton({ job, acting, refresh }: Props) {
  const { api } = useSession();
  const isAsked = job.cancelRequestedAt !== undefined;
  const cancel = () =>
    isAsked ||
    acting.act(async () => {
      const { status } = await api.post<Job>(`/jobs/${job.id}/cancel`);
      refresh();
      return status === 'cancelled' ? 'Cancelled' : 'Asked to stop: the job sees it within 5 s';
    });
  return (
    <button type="button" onClick={cancel} aria-disabled={acting.isActing || isAsked}>
      <Icon name="cancelled" /> {isAsked ? 'Cancel requested' : 'Cancel'}
    </button>
  );
}

function RetryButton({ job, acting, refresh }: Props) {
  const { api } = useSession();
  const retry = () =>
    acting.act(async () => {
      await api.post(`/jobs/${job.id}/retry`);
      refresh();
      return 'The job runs again';
    });
  return (
    <button type="button" class="primary" onClick={retry} aria-disabled={acting.isActing}>
      <Icon name="retry" /> Retry
    </button>
  );
}

function EraseButton({ job, acting, refresh }: Props) {
  const { api } = useSession();
  const erase = () =>
    void acting.act(async () => {
      await api.send('DELETE', `/jobs/${job.id}`);
      refresh();
      return 'Erased';
    });
  return (
    <ConfirmButton
      label="Erase"
      title="Erase what this job was about?"
      confirm="Erase"
      isDanger
      isActing={acting.isActing}
      onConfirm={erase}
    >
      <p>
        Payload, result, tags, progress and the words of its error go for good. The job itself stays
        as a record that it ran, and cannot be retried.
      </p>
    </ConfirmButton>
  );
}
