import { useState } from 'preact/hooks';
import type { ListedJob } from '../../client/job-shapes.ts';
import { type ApiClient, queryText } from '../api/api-client.ts';
import type { JobPage } from '../api/views.ts';
import { type FailureGroup, groupFailures } from '../failures/group-failures.ts';
import { useAction } from '../live/use-action.ts';
import { usePolled } from '../live/use-live.ts';
import { FailureCard } from '../parts/failure-card.tsx';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { RetryAllButton } from '../parts/retry-all-button.tsx';
import { RetryRuns } from '../parts/retry-runs.tsx';
import { useFocusHeir } from '../parts/use-focus-heir.ts';
import { useTitle } from '../parts/use-title.ts';
import { hrefOf } from '../routing/route.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';

type Query = Readonly<Record<string, string>>;

const pause = 8_000;
const step = 300;

interface Found {
  readonly jobs: readonly ListedJob[];
  readonly hasMore: boolean;
}

export function FailedPage({ query }: { readonly query: Query }) {
  useTitle('Failed jobs');
  const { api, caller } = useSession();
  const acting = useAction();
  const heading = useFocusHeir();
  const [most, setMost] = useState(step);
  const [asked, setAsked] = useState(0);
  const { type } = query;
  const { data, error, refresh } = usePolled(`failed ${type} ${most}`, pause, (signal) =>
    findFailed(api, { type, most }, signal),
  );
  const retry = (body: object) =>
    acting.act(async () => {
      await api.post('/jobs/retry', body);
      setAsked((count) => count + 1);
      refresh();
      return 'A job retries them: its progress is on this page';
    });
  const retryGroup = ({ jobs }: FailureGroup, rate: number | undefined) =>
    retry({ ids: jobs.slice(0, 500).map(({ id }) => id), ...(rate && { rate }) });

  return (
    <>
      <div class="heading">
        <h1 ref={heading} tabIndex={-1}>
          Failed jobs
        </h1>
        {type !== undefined && (
          <span class="filter-note">
            of type <strong>{type}</strong> <a href={hrefOf('failed')}>Show all</a>
          </span>
        )}
        {data && data.jobs.length > 0 && mayRetryAll(caller, type) && (
          <RetryAllButton
            type={type}
            count={data.jobs.length}
            hasMore={data.hasMore}
            isActing={acting.isActing}
            onRetry={(rate) =>
              retry({ filter: { ...(type && { type }) }, ...(rate !== undefined && { rate }) })
            }
          />
        )}
      </div>
      {acting.error && <Failure error={acting.error} />}
      {error && <Failure error={error} again={refresh} />}
      <RetryRuns asked={asked} onProgress={refresh} />
      {data === undefined && !error && <Loading what="failed jobs" />}
      {data && <Groups found={data} isActing={acting.isActing} onRetry={retryGroup} />}
      {data?.hasMore && (
        <p>
          <button type="button" onClick={() => setMost(most + step)}>
            Look at {step} more
          </button>
        </p>
      )}
    </>
  );
}

/** A key for some types alone has to name one of them. */
function mayRetryAll(
  caller: ReturnType<typeof useSession>['caller'],
  type: string | undefined,
): boolean {
  return may(caller, 'retry', type) && (type !== undefined || caller.types === undefined);
}

function Groups({
  found,
  isActing,
  onRetry,
}: {
  readonly found: Found;
  readonly isActing: boolean;
  readonly onRetry: (group: FailureGroup, rate: number | undefined) => void;
}) {
  if (found.jobs.length === 0) {
    return (
      <Notice title="No failed jobs">
        A job that fails for good waits here, for 90 days, to be looked at and retried.
      </Notice>
    );
  }
  const groups = groupFailures(found.jobs);
  return (
    <>
      <p class="quiet" role="status">
        {found.jobs.length}
        {found.hasMore ? ' and more' : ''} failed {found.jobs.length === 1 ? 'job' : 'jobs'}, which
        failed in {groups.length} {groups.length === 1 ? 'way' : 'ways'}
      </p>
      {groups.map((group) => (
        <FailureCard key={group.key} group={group} isActing={isActing} onRetry={onRetry} />
      ))}
    </>
  );
}

async function findFailed(
  api: ApiClient,
  { type, most }: { readonly type: string | undefined; readonly most: number },
  signal: AbortSignal,
): Promise<Found> {
  const jobs: ListedJob[] = [];
  let cursor: string | undefined;
  do {
    const query = queryText({ status: 'failed', type, limit: '100', cursor });
    const page: JobPage = await api.get<JobPage>(`/jobs${query}`, signal);
    jobs.push(...page.jobs);
    cursor = page.cursor;
  } while (cursor !== undefined && jobs.length < most);
  return { jobs, hasMore: cursor !== undefined };
}
