import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { useTitle } from '../parts/use-title.ts';

/** Asks for a key. It is sent to the API alone, as the header of each call. */
export function SignIn({
  reason,
  onKey,
}: {
  readonly reason: string | undefined;
  readonly onKey: (key: string, remember: boolean) => void;
}) {
  useTitle('Sign in');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const key = String(fields.get('key') ?? '').trim();
    if (key !== '') onKey(key, fields.get('remember') !== null);
  };
  return (
    <main class="opening">
      <form class="card sign-in" onSubmit={submit}>
        <p class="brand">
          <Icon name="brand" /> Errand
        </p>
        <h1>Sign in with a key</h1>
        {reason !== undefined && (
          <p class="failure" role="alert">
            {reason}
          </p>
        )}
        <label>
          API key or token
          <input
            ref={field}
            name="key"
            type="password"
            required
            autoComplete="off"
            spellcheck={false}
            placeholder="errand_…"
          />
        </label>
        <label class="check">
          <input name="remember" type="checkbox" /> Keep it on this device until I sign out
        </label>
        <button type="submit" class="primary">
          Open the dashboard
        </button>
        <p class="quiet">
          <code>npm start</code> prints a key and a link, and keeps the key in{' '}
          <code>.errand/key</code>. <code>errand keys create</code> makes others. The page shows
          what the key may see; unless you keep it, closing the tab forgets it.
        </p>
      </form>
    </main>
  );
}
