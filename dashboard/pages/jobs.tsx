import { queryText } from '../api/api-client.ts';
import type { JobPage } from '../api/views.ts';
import { usePolled } from '../live/use-live.ts';
import { JobTable } from '../parts/job-table.tsx';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useSession } from '../session/session.ts';

export function JobsPage({ query }: { readonly query: Readonly<Record<string, string>> }) {
  useTitle('Jobs');
  const { api } = useSession();
  const { status, type, tag } = query;
  const path = `/jobs${queryText({ status, type, tag })}`;
  const { data, error, refresh } = usePolled(path, 5_000, (signal) =>
    api.get<JobPage>(path, signal),
  );

  return (
    <>
      <h1>Jobs</h1>
      {error && <Failure error={error} again={refresh} />}
      {data === undefined && !error && <Loading what="jobs" />}
      {data?.jobs.length === 0 && <Notice title="There are no jobs yet" />}
      {data && data.jobs.length > 0 && <JobTable jobs={data.jobs} caption="Jobs, newest first" />}
    </>
  );
}
