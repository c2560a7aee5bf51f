import type { ComponentChildren } from 'preact';
import type { Job } from '../../client/job-shapes.ts';
import { hrefOf } from '../routing/route.ts';
import { Time } from './time.tsx';

export function JobFacts({ job }: { readonly job: Job }) {
  return (
    <section class="card" aria-label="Facts">
      <dl class="facts">
        <Fact name="Job type">
          <a href={hrefOf('jobs', { type: job.type })}>{job.type}</a>
        </Fact>
        <Fact name="Queue">{job.queue}</Fact>
        <Fact name="Attempts">
          {job.attempt} of {job.maxAttempts}
        </Fact>
        <TimeFact name="Created" at={job.createdAt} />
        <TimeFact name="Not before" at={job.runAt} />
        <TimeFact name="Started" at={job.startedAt} />
        <TimeFact name="Finished" at={job.finishedAt} />
        <TimeFact name="Cancel requested" at={job.cancelRequestedAt} />
        <TimeFact name="Erased" at={job.erasedAt} />
        {job.tags.length > 0 && (
          <Fact name="Tags">
            <span class="tags">
              {job.tags.map((tag) => (
                <a key={tag} class="tag" href={hrefOf('jobs', { tag })}>
                  {tag}
                </a>
              ))}
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function TimeFact({ name, at }: { readonly name: string; readonly at: string | undefined }) {
  return at === undefined ? null : (
    <Fact name={name}>
      <Time at={at} />
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
