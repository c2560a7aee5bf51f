import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Caller } from '../client/overview-shapes.ts';
import { ApiClient, apiBase } from './api/api-client.ts';
import type { ApiError } from './api/api-error.ts';
import { apiError } from './live/use-live.ts';
import { SignIn } from './pages/sign-in.tsx';
import { Shell } from './parts/shell.tsx';
import { forgetKey, keepKey, keptKey, takeKeyFromAddress } from './session/key-storage.ts';
import { SessionContext } from './session/session.ts';

/** Asks for a key, then for what the key may do, and shows that. */
export function App() {
  const [key, setKey] = useState(firstKey);
  const [reason, setReason] = useState<string>();
  const signOut = useCallback((why?: string) => {
    forgetKey();
    setReason(why);
    setKey(undefined);
  }, []);
  const signIn = useCallback((given: string, remember: boolean) => {
    keepKey(given, { remember });
    setReason(undefined);
    setKey(given);
  }, []);
  useEffect(() => {
    // A link with a key, opened in the tab that is here already.
    const follow = () => {
      const given = takeKeyFromAddress();
      if (given !== undefined) signIn(given, false);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [signIn]);

  if (key === undefined) return <SignIn reason={reason} onKey={signIn} />;
  return <WithKey key={key} apiKey={key} signOut={signOut} />;
}

function WithKey({
  apiKey,
  signOut,
}: {
  readonly apiKey: string;
  readonly signOut: (why?: string) => void;
}) {
  const api = useMemo(() => new ApiClient(apiBase(location.pathname), apiKey), [apiKey]);
  const [caller, setCaller] = useState<Caller>();
  const [error, setError] = useState<ApiError>();
  const load = useCallback(async () => {
    setError(undefined);
    try {
      setCaller(await api.get<Caller>('/me'));
    } catch (reason) {
      const known = apiError(reason);
      if (known.status === 401) signOut(known.message);
      else setError(known);
    }
  }, [api, signOut]);
  useEffect(() => void load(), [load]);
  const session = useMemo(() => caller && { api, caller, signOut }, [api, caller, signOut]);

  if (session === undefined) {
    return (
      <main class="opening">
        {error === undefined ? (
          <p role="status">Opening…</p>
        ) : (
          <>
            <h1>Cannot open the dashboard</h1>
            <p role="alert">{error.message}</p>
            <p class="buttons">
              <button type="button" class="primary" onClick={load}>
                Try again
              </button>
              <button type="button" onClick={() => signOut()}>
                Use another key
              </button>
            </p>
          </>
        )}
      </main>
    );
  }
  return (
    <SessionContext.Provider value={session}>
      <Shell />
    </SessionContext.Provider>
  );
}

function firstKey(): string | undefined {
  const key = takeKeyFromAddress();
  if (key === undefined) return keptKey();
  keepKey(key, { remember: false });
  return key;
}
