import { useCallback, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../api/api-error.ts';
import { announce } from '../parts/announcement.tsx';
import { useSession } from '../session/session.ts';
import { apiError } from './use-live.ts';

export interface Acting {
  /** Does it unless something is under way. What it resolves to is told to the person; nothing if it is empty. */
  act(action: () => Promise<string>): Promise<void>;
  readonly isActing: boolean;
  /** Why the last one failed. */
  readonly error: ApiError | undefined;
}

/** For what a button does. */
export function useAction(): Acting {
  const { signOut } = useSession();
  const [isActing, setIsActing] = useState(false);
  const [error, setError] = useState<ApiError>();
  const isUnderWay = useRef(false);
  const act = useCallback(
    async (action: () => Promise<string>) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      setIsActing(true);
      setError(undefined);
      try {
        announce(await action());
      } catch (reason) {
        const known = apiError(reason);
        if (known.status === 401) signOut(known.message);
        else setError(known);
      } finally {
        isUnderWay.current = false;
        setIsActing(false);
      }
    },
    [signOut],
  );
  return { act, isActing, error };
}
