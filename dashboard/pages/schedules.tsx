import type { ListedSchedule } from '../../client/schedule-shapes.ts';
import { useAction } from '../live/use-action.ts';
import { isOver } from '../live/use-job.ts';
import { useLive } from '../live/use-live.ts';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { ScheduleActions } from '../parts/schedule-actions.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { Time } from '../parts/time.tsx';
import { exactTime } from '../parts/time-text.ts';
import { useFocusHeir } from '../parts/use-focus-heir.ts';
import { useTitle } from '../parts/use-title.ts';
import { hrefOf, jobHref } from '../routing/route.ts';
import { useSession } from '../session/session.ts';

const [whileAtWork, otherwise] = [2_000, 10_000];

export function SchedulesPage() {
  useTitle('Schedules');
  const { api } = useSession();
  const acting = useAction();
  const heading = useFocusHeir();
  const { data, error, refresh } = useLive<readonly ListedSchedule[]>(
    'schedules',
    async (signal) => {
      const { schedules } = await api.get<{ schedules: ListedSchedule[] }>('/schedules', signal);
      return { data: schedules, next: schedules.some(isAtWork) ? whileAtWork : otherwise };
    },
  );
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        Schedules
      </h1>
      {acting.error && <Failure error={acting.error} />}
      {error && <Failure error={error} again={refresh} />}
      {data === undefined && !error && <Loading what="schedules" />}
      {data?.length === 0 && (
        <Notice title="There are no schedules">
          Give a job type a <code>schedule</code> in code, or make one with{' '}
          <code>PUT /v1/schedules/{'{name}'}</code>: it starts a job at local times or every so
          often.
        </Notice>
      )}
      {data && data.length > 0 && (
        <div class="card table">
          <table class="stacked">
            <caption class="unseen">Schedules by name</caption>
            <thead>
              <tr>
                {['Schedule', 'Runs', 'When', 'Next', 'Last job'].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">
                  <span class="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((schedule) => (
                <tr key={schedule.name}>
                  <ScheduleCells schedule={schedule} />
                  <td class="action">
                    <ScheduleActions schedule={schedule} acting={acting} refresh={refresh} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function isAtWork({ lastJob }: ListedSchedule): boolean {
  return lastJob?.status !== undefined && !isOver({ status: lastJob.status });
}

function ScheduleCells({ schedule }: { readonly schedule: ListedSchedule }) {
  const { name, type, cron, every, timeZone, origin, paused, next, lastJob, skipped } = schedule;
  const times = next.map((at) => exactTime(Date.parse(at))).join('\n');
  return (
    <>
      <th scope="row">
        <strong>{name}</strong> {origin === 'code' && <span class="tag">in code</span>}
      </th>
      <td class="named" data-label="Runs">
        <a href={hrefOf('jobs', { type })}>{type}</a>
      </td>
      <td class="named" data-label="When">
        {cron === undefined ? `every ${every}` : <code>{cron}</code>}{' '}
        <span class="quiet">{timeZone}</span>
      </td>
      <td data-label="Next" title={times}>
        {paused && <span class="status retrying">paused</span>}
        {!paused && (next[0] === undefined ? 'never' : <Time at={next[0]} />)}
      </td>
      <td data-label="Last job">
        {lastJob === undefined ? (
          <span class="quiet">none yet</span>
        ) : (
          <a href={jobHref(lastJob.id)}>
            {lastJob.status ? <StatusBadge status={lastJob.status} /> : 'job'}{' '}
            <Time at={lastJob.at} />
          </a>
        )}
        {skipped && (
          <span class="quiet" title={`Last ${exactTime(Date.parse(skipped.lastAt))}`}>
            {' '}
            {skipped.count} skipped
          </span>
        )}
      </td>
    </>
  );
}
