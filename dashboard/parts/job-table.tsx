import type { ListedJob } from '../../client/job-shapes.ts';
import { hrefOf, jobHref } from '../routing/route.ts';
import { ProgressBar } from './progress-bar.tsx';
import { StatusBadge } from './status.tsx';
import { Time, useNow } from './time.tsx';
import { durationText } from './time-text.ts';

export function JobTable({
  jobs,
  caption,
}: {
  readonly jobs: readonly ListedJob[];
  readonly caption: string;
}) {
  return (
    <table class="jobs stacked">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Job</th>
          <th scope="col">Created</th>
          <th scope="col">Took</th>
          <th scope="col" class="number">
            Attempts
          </th>
          <th scope="col">Details</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <Row key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ job }: { readonly job: ListedJob }) {
  return (
    <tr>
      <td>
        <StatusBadge status={job.status} />
      </td>
      <th scope="row">
        <a class="job-link" href={jobHref(job.id)}>
          <strong>{job.type}</strong> <code class="id">{shortId(job.id)}</code>
        </a>
      </th>
      <td data-label="Created">
        <Time at={job.createdAt} />
      </td>
      <td data-label="Took">
        <Took job={job} />
      </td>
      <td class="number" data-label="Attempts">
        {job.attempt}
        <span class="quiet"> / {job.maxAttempts}</span>
      </td>
      <td class="details">
        <div>
          <Details job={job} />
        </div>
      </td>
    </tr>
  );
}

function Took({ job }: { readonly job: ListedJob }) {
  const now = useNow();
  const { startedAt, finishedAt, status } = job;
  if (startedAt === undefined || (status !== 'running' && finishedAt === undefined)) {
    return <span class="quiet">–</span>;
  }
  const end = finishedAt === undefined ? now : Date.parse(finishedAt);
  return <>{durationText(Math.max(0, end - Date.parse(startedAt)))}</>;
}

function Details({ job }: { readonly job: ListedJob }) {
  const { status, progress, error, runAt, tags } = job;
  return (
    <>
      {status === 'running' && progress && <ProgressBar progress={progress} />}
      {(status === 'scheduled' || status === 'retrying') && runAt && (
        <span class="quiet">
          due <Time at={runAt} />
        </span>
      )}
      {error && (
        <span class="error-line" title={error.message}>
          {error.message}
        </span>
      )}
      {tags.map((tag) => (
        <a key={tag} class="tag" title={tag} href={hrefOf('jobs', { tag })}>
          {tag}
        </a>
      ))}
    </>
  );
}

/** The end of an id tells jobs apart: those of one moment begin alike. */
export function shortId(id: string): string {
  return id.length > 14 ? `…${id.slice(-8)}` : id;
}
