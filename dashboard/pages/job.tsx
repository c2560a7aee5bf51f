import type { Job } from '../../client/job-shapes.ts';
import { useAction } from '../live/use-action.ts';
import { useJob } from '../live/use-job.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { JobActions } from '../parts/job-actions.tsx';
import { JobErrorView } from '../parts/job-error-view.tsx';
import { JobFacts } from '../parts/job-facts.tsx';
import { JobLogsView } from '../parts/job-logs.tsx';
import { JobTimeline } from '../parts/job-timeline.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { useFocusHeir } from '../parts/use-focus-heir.ts';
import { useTitle } from '../parts/use-title.ts';
import { hrefOf } from '../routing/route.ts';

export function JobPage({ id }: { readonly id: string }) {
  const { data: job, error, refresh } = useJob(id);
  useTitle(job === undefined ? 'Job' : `${job.type}: ${job.status}`);

  if (job === undefined) {
    return (
      <>
        <Heading title="Job" id={id} />
        <Missing id={id} error={error} again={refresh} />
      </>
    );
  }
  return (
    <>
      {error && <Failure error={error} again={refresh} />}
      <KnownJob job={job} refresh={refresh} />
    </>
  );
}

function KnownJob({ job, refresh }: { readonly job: Job; readonly refresh: () => void }) {
  const acting = useAction();
  const heading = useFocusHeir();
  return (
    <>
      <Heading title={job.type} id={job.id} heading={heading}>
        {/* Each change of the status is read out. */}
        <span role="status">
          <StatusBadge status={job.status} />
        </span>
      </Heading>
      <JobActions job={job} acting={acting} refresh={refresh} />
      {acting.error && <Failure error={acting.error} />}
      {job.progress && job.status !== 'succeeded' && (
        <div class="card wide-progress">
          <ProgressBar progress={job.progress} />
        </div>
      )}
      <div class="job-columns">
        <div class="column">
          {job.error && <JobErrorView error={job.error} />}
          <Value title="Result" value={job.result} missing={resultMissing(job)} />
          <Value title="Payload" value={job.payload} missing={payloadMissing(job)} />
          {/* Before the first attempt there is nothing that could have been logged. */}
          {job.attempt > 0 && <JobLogsView job={job} />}
        </div>
        <div class="column">
          <JobFacts job={job} />
          <JobTimeline job={job} />
        </div>
      </div>
    </>
  );
}

function Heading({
  title,
  id,
  heading,
  children,
}: {
  readonly title: string;
  readonly id: string;
  readonly heading?: preact.RefObject<HTMLHeadingElement | null>;
  readonly children?: preact.ComponentChildren;
}) {
  return (
    <div class="job-heading">
      <a class="back" href={hrefOf('jobs')}>
        <Icon name="back" /> Jobs
      </a>
      <h1 ref={heading ?? null} tabIndex={-1}>
        {title} {children}
      </h1>
      <p class="job-id">
        <code>{id}</code>
        <CopyButton text={id} what="the job's id" />
      </p>
    </div>
  );
}

function Missing({
  id,
  error,
  again,
}: {
  readonly id: string;
  readonly error: ReturnType<typeof useJob>['error'];
  readonly again: () => void;
}) {
  if (error === undefined) return <Loading what="the job" />;
  if (error.status !== 404) return <Failure error={error} again={again} />;
  return (
    <Notice title="There is no such job">
      No job <code>{id}</code> of this tenant. It may have expired, 30 days after success or 90
      after failure. <a href={hrefOf('jobs')}>Look through the jobs</a>.
    </Notice>
  );
}

function Value({
  title,
  value,
  missing,
}: {
  readonly title: string;
  readonly value: unknown;
  /** Undefined: then the whole section is left out. */
  readonly missing: string | undefined;
}) {
  if (value === undefined && missing === undefined) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      {value === undefined ? (
        <p class="quiet">{missing}</p>
      ) : (
        <JsonView label={title} value={value} />
      )}
    </section>
  );
}

function resultMissing({ status, erasedAt }: Job): string | undefined {
  return status === 'succeeded' && erasedAt !== undefined ? 'It was erased.' : undefined;
}

function payloadMissing({ erasedAt }: Job): string {
  return erasedAt === undefined ? 'It has expired.' : 'It was erased.';
}
