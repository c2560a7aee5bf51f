import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { useSession } from '../session/session.ts';
import { keepAsking } from './keep-asking.ts';

export interface Live<Data> {
  /** The last that came; it stays while newer is under way or fails. */
  readonly data: Data | undefined;
  /** Why the last call failed; undefined once one has gone well. */
  readonly error: ApiError | undefined;
  /** Asks again at once. */
  refresh(): void;
}

interface Turn<Data> {
  readonly data: Data;
  /** Milliseconds until the next. */
  readonly next: number;
}

interface Known<Data> {
  readonly key: string;
  readonly data?: Data;
  readonly error?: ApiError;
}

/**
 * Loads again and again while the tab is seen, and at once when it is seen again. `load` says when it wants to
 * be asked next, and gets what came last. What it depends on is named by `key`: another key starts anew.
 */
export function useLive<Data>(
  key: string,
  load: (signal: AbortSignal, last: Data | undefined) => Promise<Turn<Data>>,
): Live<Data> {
  const { signOut } = useSession();
  const [known, setKnown] = useState<Known<Data>>({ key });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    let last: Data | undefined;
    return keepAsking({
      async ask(signal) {
        const { data, next } = await latest.current(signal, last);
        last = data;
        if (!signal.aborted) setKnown({ key, data });
        return next;
      },
      onFailure(reason) {
        const error = apiError(reason);
        if (error.status === 401) signOut(error.message);
        else setKnown((before) => (before.key === key ? { ...before, error } : { key, error }));
      },
    });
  }, [key, round, signOut]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const { data, error } = known.key === key ? known : { data: undefined, error: undefined };
  return { data, error, refresh };
}

/** The same, every so many milliseconds. */
export function usePolled<Data>(
  key: string,
  every: number,
  load: (signal: AbortSignal) => Promise<Data>,
): Live<Data> {
  return useLive(key, async (signal) => ({ data: await load(signal), next: every }));
}

export function apiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(`Something went wrong in this page: ${String(error)}`, {
    status: 0,
    code: 'internal',
  });
}
