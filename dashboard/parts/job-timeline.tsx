import type { Job } from '../../client/job-shapes.ts';
import type { HistoryEntry } from '../api/views.ts';
import { isOver } from '../live/use-job.ts';
import { StatusBadge } from './status.tsx';
import { useNow } from './time.tsx';
import { durationText, exactTime } from './time-text.ts';

/** The last ten changes of the status, and how long each lasted. */
export function JobTimeline({ job }: { readonly job: Job }) {
  const { history } = job;
  return (
    <section class="card">
      <h2>Timeline</h2>
      {history.length === 10 && <p class="quiet">The last ten changes.</p>}
      <ol class="timeline">
        {history.map((entry, place) => (
          <Entry
            key={`${entry.at}${entry.status}`}
            entry={entry}
            next={history[place + 1]?.at}
            isLast={isOver(job) && place === history.length - 1}
          />
        ))}
      </ol>
    </section>
  );
}

function Entry({
  entry: { status, at, attempt },
  next,
  isLast,
}: {
  readonly entry: HistoryEntry;
  readonly next: string | undefined;
  readonly isLast: boolean;
}) {
  const now = useNow();
  const start = Date.parse(at);
  const lasted = (next === undefined ? Math.max(now, start) : Date.parse(next)) - start;
  return (
    <li class={status}>
      <StatusBadge status={status} />
      <span class="quiet">
        {attempt > 0 && (status === 'running' || status === 'retrying') && `attempt ${attempt}`}
      </span>
      <span class="lasted">{isLast ? '' : durationText(lasted)}</span>
      <time class="quiet" dateTime={at} title={`${exactTime(start)}\n${at}`}>
        {clock.format(start)}
      </time>
    </li>
  );
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
