import type { Job } from '../../client/job-shapes.ts';
import type { ListedSchedule, Schedule } from '../../client/schedule-shapes.ts';
import type { Acting } from '../live/use-action.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly schedule: ListedSchedule;
  readonly acting: Acting;
  readonly refresh: () => void;
}

/** One in code is changed in code: it can only be run. */
export function ScheduleActions(props: Props) {
  const { schedule, acting, refresh } = props;
  const { api, caller } = useSession();
  if (!may(caller, 'schedule')) return null;
  const isChangeable = schedule.origin === 'api';
  const mayStart = may(caller, 'schedule', schedule.type);
  const path = `/schedules/${encodeURIComponent(schedule.name)}`;
  const run = () =>
    acting.act(async () => {
      const { id } = await api.post<Job>(`${path}/run`);
      refresh();
      return `Started job ${id}`;
    });
  const remove = () =>
    void acting.act(async () => {
      await api.send('DELETE', path);
      refresh();
      return `Deleted ${schedule.name}`;
    });
  return (
    <div class="buttons">
      {mayStart && (
        <button
          type="button"
          onClick={run}
          aria-disabled={acting.isActing}
          aria-label={`Run now: ${schedule.name}`}
        >
          <Icon name="play" /> Run now
        </button>
      )}
      {isChangeable && mayStart && <PauseButton {...props} path={path} />}
      {isChangeable && (
        <ConfirmButton
          label="Delete"
          title={`Delete the schedule ${schedule.name}?`}
          confirm="Delete"
          isDanger
          isActing={acting.isActing}
          onConfirm={remove}
        >
          <p>It starts no more jobs. Those that it has started go on.</p>
        </ConfirmButton>
      )}
    </div>
  );
}

function PauseButton({ schedule, acting, refresh, path }: Props & { readonly path: string }) {
  const { api } = useSession();
  const { name, paused } = schedule;
  const turn = () =>
    acting.act(async () => {
      // As it is now, with its payload: a PUT says all of a schedule.
      const whole = await api.get<Schedule>(path);
      const { type, payload, cron, every, timeZone, overlap, missed } = whole;
      const body = { type, payload, cron, every, timeZone, overlap, missed, paused: !paused };
      await api.send('PUT', path, { body });
      refresh();
      return paused ? `${name} goes on` : `${name} is paused`;
    });
  return (
    <button
      type="button"
      onClick={turn}
      aria-disabled={acting.isActing}
      aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
    >
      <Icon name={paused ? 'play' : 'pause'} /> {paused ? 'Resume' : 'Pause'}
    </button>
  );
}
