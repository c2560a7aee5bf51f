import { useEffect, useState } from 'preact/hooks';
import type { Job } from '../../client/job-shapes.ts';
import { apiError } from '../live/use-live.ts';
import { useTypes } from '../live/use-types.ts';
import { Failure, Loading, Notice } from '../parts/notice.tsx';
import { StartForm } from '../parts/start-form.tsx';
import { useTitle } from '../parts/use-title.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';

/** A form made from the schemas of the job types; `from` is the job whose payload it begins with. */
export function StartPage({ query }: { readonly query: Readonly<Record<string, string>> }) {
  useTitle('Start a job');
  const { caller } = useSession();
  const { types, fault } = useTypes();
  const { job, error } = useJobOnce(query.from);
  if (!may(caller, 'start')) {
    return (
      <Notice title="This key may not start jobs" isPage>
        Its scopes: {caller.scopes.join(', ') || 'none'}. Ask for one with <code>enqueue</code>.
      </Notice>
    );
  }
  const isReady = types !== undefined && (query.from === undefined || job !== undefined || error);
  return (
    <>
      <h1>{job === undefined ? 'Start a job' : 'Run again with changes'}</h1>
      {fault !== undefined && <Failure error={apiError(new Error(fault))} />}
      {error && <Failure error={error} />}
      {isReady ? (
        <StartForm
          key={query.from ?? ''}
          types={types.filter(({ name }) => may(caller, 'start', name))}
          from={job}
          wanted={query.type}
        />
      ) : (
        fault === undefined && <Loading what="job types" />
      )}
    </>
  );
}

function useJobOnce(id: string | undefined) {
  const { api } = useSession();
  const [known, setKnown] = useState<{ job?: Job; error?: ReturnType<typeof apiError> }>({});
  useEffect(() => {
    if (id === undefined) return;
    const abort = new AbortController();
    api.get<Job>(`/jobs/${encodeURIComponent(id)}`, abort.signal).then(
      (job) => setKnown({ job }),
      (reason) => abort.signal.aborted || setKnown({ error: apiError(reason) }),
    );
    return () => abort.abort();
  }, [api, id]);
  return known;
}
