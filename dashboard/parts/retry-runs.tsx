import { useEffect, useRef } from 'preact/hooks';
import type { ListedJob } from '../../client/job-shapes.ts';
import { queryText } from '../api/api-client.ts';
import type { JobPage } from '../api/views.ts';
import { isOver } from '../live/use-job.ts';
import { useLive } from '../live/use-live.ts';
import { jobHref } from '../routing/route.ts';
import { useSession } from '../session/session.ts';
import { ProgressBar } from './progress-bar.tsx';
import { StatusBadge } from './status.tsx';
import { Time } from './time.tsx';

/** So long one that is over is still news. */
const newsFor = 10 * 60_000;
const [whileRunning, otherwise] = [1_000, 15_000];

/** The jobs that retry many others: those under way, and the latest that are over. `asked` grows with each. */
export function RetryRuns({
  asked,
  onProgress,
}: {
  readonly asked: number;
  /** Some failed jobs may be failed no more. */
  readonly onProgress: () => void;
}) {
  const { api } = useSession();
  const { data = [] } = useLive<readonly ListedJob[]>(`retries ${asked}`, async (signal) => {
    const path = `/jobs${queryText({ type: 'errand-retry', limit: '5' })}`;
    const { jobs } = await api.get<JobPage>(path, signal);
    const isRunning = jobs.some((job) => !isOver(job));
    return { data: jobs, next: isRunning ? whileRunning : otherwise };
  });
  const done = data.map(({ status, progress }) => `${status} ${progress?.fraction}`).join();
  const seen = useRef('');
  useEffect(() => {
    const isNews = seen.current !== '' && seen.current !== done;
    seen.current = done;
    if (isNews) onProgress();
  }, [done, onProgress]);
  const news = data.filter(
    (job) => !isOver(job) || Date.now() - Date.parse(job.createdAt) < newsFor,
  );
  if (news.length === 0) return null;
  return (
    <section class="card">
      <h2>Retries of many</h2>
      <ul class="runs">
        {news.map((job) => (
          <li key={job.id}>
            <StatusBadge status={job.status} />
            <a href={jobHref(job.id)}>
              Asked <Time at={job.createdAt} />
            </a>
            {job.progress && <ProgressBar progress={job.progress} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
