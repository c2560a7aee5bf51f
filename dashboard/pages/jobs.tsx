import { type ApiClient, queryText } from '../api/api-client.ts';
import type { JobPage } from '../api/views.ts';
import { usePolled } from '../live/use-live.ts';
import { JobFilter } from '../parts/job-filter.tsx';
import { JobTable } from '../parts/job-table.tsx';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { useTitle } from '../parts/use-title.ts';
import { hrefOf } from '../routing/route.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';

type Query = Readonly<Record<string, string>>;

const pause = 4_000;
/** Each looks at a thousand jobs; then a person decides whether to look further. */
const mostPages = 5;

export function JobsPage({ query }: { readonly query: Query }) {
  useTitle('Jobs');
  const { api } = useSession();
  const { status, type, tag, cursor } = query;
  const filter = { status, type, tag };
  const path = `/jobs${queryText({ ...filter, cursor, limit: '50' })}`;
  const { data, error, refresh } = usePolled(path, pause, (signal) =>
    firstFound(api, { ...filter, cursor }, signal),
  );

  return (
    <>
      <h1>Jobs</h1>
      <JobFilter query={query} />
      {error && <Failure error={error} again={refresh} />}
      {data === undefined && !error && <Loading what="jobs" />}
      {data && (
        <>
          {data.jobs.length === 0 ? (
            <NoJobs query={query} hasMore={data.cursor !== undefined} />
          ) : (
            <div class="card table">
              <JobTable jobs={data.jobs} caption="Jobs, newest first" />
            </div>
          )}
          <nav class="buttons" aria-label="Pages of the list">
            {cursor !== undefined && (
              <a class="button" href={hrefOf('jobs', filter)}>
                Newest
              </a>
            )}
            {data.cursor !== undefined && (
              <a class="button" href={hrefOf('jobs', { ...filter, cursor: data.cursor })}>
                Older
              </a>
            )}
          </nav>
        </>
      )}
    </>
  );
}

/** A page may hold no job at all and still go on. */
async function firstFound(
  api: ApiClient,
  query: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<JobPage> {
  let { cursor } = query;
  for (let page = 1; ; page += 1) {
    const found = await api.get<JobPage>(
      `/jobs${queryText({ ...query, cursor, limit: '50' })}`,
      signal,
    );
    if (found.jobs.length > 0 || found.cursor === undefined || page === mostPages) return found;
    cursor = found.cursor;
  }
}

function NoJobs({ query, hasMore }: { readonly query: Query; readonly hasMore: boolean }) {
  const { caller } = useSession();
  const isFiltered = ['status', 'type', 'tag', 'cursor'].some((name) => query[name]);
  if (hasMore) {
    return (
      <Notice title="None among those looked at">Older jobs may fit: look further below.</Notice>
    );
  }
  if (isFiltered) {
    return (
      <Notice title="No job fits">
        <a href={hrefOf('jobs')}>Show all jobs</a>
      </Notice>
    );
  }
  return (
    <Notice title="There are no jobs yet">
      {may(caller, 'start') ? (
        <a class="button primary" href={hrefOf('start')}>
          Start the first one
        </a>
      ) : (
        'They show here as soon as a program enqueues one.'
      )}
    </Notice>
  );
}
