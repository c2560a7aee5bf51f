import { type FailureGroup, failedAt } from '../failures/group-failures.ts';
import { hrefOf, jobHref } from '../routing/route.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { errorHints } from './error-hints.ts';
import { shortId } from './job-table.tsx';
import { RateField, rateIn } from './rate-field.tsx';
import { Time } from './time.tsx';

const mostListed = 20;
/** As many ids as one call takes. */
const mostRetried = 500;

export function FailureCard({
  group,
  isActing,
  onRetry,
}: {
  readonly group: FailureGroup;
  readonly isActing: boolean;
  readonly onRetry: (group: FailureGroup, rate: number | undefined) => void;
}) {
  const { caller } = useSession();
  const { type, code, name, message, jobs } = group;
  const [latest] = jobs;
  const first = jobs.at(-1);
  const count = Math.min(jobs.length, mostRetried);
  return (
    <section class="card failure-card" aria-label={`${type}: ${message}`}>
      <p class="count">
        <strong>{jobs.length}</strong> {jobs.length === 1 ? 'job' : 'jobs'}
      </p>
      <div class="what">
        <div class="title">
          <h2>
            <a href={hrefOf('jobs', { status: 'failed', type })}>{type}</a>
          </h2>
          <span class="quiet">
            {name} <code>{code}</code>
          </span>
        </div>
        <p class="message">{message}</p>
        <p class="quiet">
          {latest && first && latest !== first ? (
            <>
              First <Time at={failedAt(first)} />, last <Time at={failedAt(latest)} />.{' '}
            </>
          ) : (
            latest && (
              <>
                <Time at={failedAt(latest)} />.{' '}
              </>
            )
          )}
          {errorHints[code]}
        </p>
      </div>
      {may(caller, 'retry', type) && (
        <ConfirmButton
          label={count === 1 ? 'Retry' : `Retry ${count}`}
          icon="retry"
          title={count === 1 ? 'Retry this job?' : `Retry these ${count} jobs?`}
          confirm="Retry"
          isActing={isActing}
          onConfirm={(fields) => onRetry(group, rateIn(fields))}
        >
          <p class="message">{message}</p>
          <RateField />
        </ConfirmButton>
      )}
      <details>
        <summary>{jobs.length === 1 ? 'The job' : 'The jobs'}</summary>
        <ul class="job-links">
          {jobs.slice(0, mostListed).map((job) => (
            <li key={job.id}>
              <a href={jobHref(job.id)}>
                <code>{shortId(job.id)}</code>
              </a>{' '}
              <span class="quiet">
                <Time at={failedAt(job)} />
              </span>
            </li>
          ))}
          {jobs.length > mostListed && (
            <li>
              <a href={hrefOf('jobs', { status: 'failed', type })}>
                {jobs.length - mostListed} more
              </a>
            </li>
          )}
        </ul>
      </details>
    </section>
  );
}
