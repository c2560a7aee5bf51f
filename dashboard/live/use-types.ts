import { useEffect, useState } from 'preact/hooks';
import type { TypeShown } from '../../client/overview-shapes.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { apiError } from './use-live.ts';

/** The job types of the API; none while they load, or if the key may not read them. They change with a deploy. */
export function useTypes(): { readonly types?: readonly TypeShown[]; readonly fault?: string } {
  const { api, caller } = useSession();
  const [known, setKnown] = useState<{ types?: readonly TypeShown[]; fault?: string }>({});
  useEffect(() => {
    if (!may(caller, 'read')) {
      setKnown({ types: [] });
      return;
    }
    const abort = new AbortController();
    api.get<{ types: TypeShown[] }>('/types', abort.signal).then(
      ({ types }) => setKnown({ types }),
      (reason) => abort.signal.aborted || setKnown({ fault: apiError(reason).message }),
    );
    return () => abort.abort();
  }, [api, caller]);
  return known;
}
