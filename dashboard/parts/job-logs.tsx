import type { Job, JobLog } from '../../client/job-shapes.ts';
import { isOver } from '../live/use-job.ts';
import { useLive } from '../live/use-live.ts';
import { useSession } from '../session/session.ts';
import { Failure, Loading } from './notice.tsx';
import { Scrolled } from './scrolled.tsx';
import { exactTime } from './time-text.ts';

const [whileRunning, otherwise] = [2_000, 60_000];

/** What the job's own code has logged; on AWS a link to where that is. Each change of the job asks anew. */
export function JobLogsView({ job }: { readonly job: Job }) {
  const { api } = useSession();
  const place = `logs ${job.id} ${job.status} ${job.attempt}`;
  const { data, error, refresh } = useLive<JobLog>(place, async (signal) => ({
    data: await api.get<JobLog>(`/jobs/${encodeURIComponent(job.id)}/logs`, signal),
    next: isOver(job) ? otherwise : whileRunning,
  }));
  return (
    <section class="card">
      <h2>Log</h2>
      {error && <Failure error={error} again={refresh} />}
      {data === undefined && !error && <Loading what="the log" />}
      {data && <Lines logs={data} job={job} />}
    </section>
  );
}

function Lines({ logs: { lines, url }, job }: { readonly logs: JobLog; readonly job: Job }) {
  return (
    <>
      {lines.length > 0 && (
        <Scrolled label="Lines of the log">
          <ol class="log">
            {lines.map(({ at, level, attempt, message, fields }, place) => (
              <li key={`${place}${at}`} class={level}>
                <time dateTime={at} title={`${exactTime(Date.parse(at))}\n${at}`}>
                  {clock.format(Date.parse(at))}
                </time>{' '}
                <span class="level">{level}</span> <span class="quiet">#{attempt}</span>{' '}
                <span class="line">
                  {message} {fields && <span class="quiet">{JSON.stringify(fields)}</span>}
                </span>
              </li>
            ))}
          </ol>
        </Scrolled>
      )}
      {isWebAddress(url) && (
        <p>
          <a href={url} target="_blank" rel="noreferrer">
            Look for its lines in CloudWatch Logs
          </a>
        </p>
      )}
      {lines.length === 0 && url === undefined && (
        <p class="quiet">
          <NoLines job={job} />
        </p>
      )}
    </>
  );
}

function NoLines({ job }: { readonly job: Job }) {
  if (job.erasedAt !== undefined) return <>It was erased.</>;
  return (
    <>
      {isOver(job) ? 'Its code has logged nothing' : 'Nothing yet of what its code logs'} with{' '}
      <code>log</code>.
    </>
  );
}

function isWebAddress(url: string | undefined): url is string {
  return url?.startsWith('https://') === true;
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
