import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/api-error.ts';

/** What a page says when it has nothing to show: what that means, and what to do. */
export function Notice({
  title,
  isPage = false,
  children,
}: {
  readonly title: string;
  /** There is nothing else on the page. */
  readonly isPage?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="notice">
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{children}</p>
    </div>
  );
}

/** Above what was last known, which stays. `again` is offered where it may help. */
export function Failure({
  error,
  again,
}: {
  readonly error: ApiError;
  readonly again?: (() => void) | undefined;
}) {
  const { message, faults, mayPass } = error;
  // The message is then the first of the faults, with its place, and says no more than their list.
  const isListed = faults[0] !== undefined && message.includes(faults[0].detail);
  return (
    <div class="failure" role="alert">
      {!isListed && <p>{message}</p>}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ pointer, parameter, detail }) => (
            <li key={`${pointer}${parameter}${detail}`}>
              <code>{pointer ?? parameter}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {again && mayPass && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what}…
    </p>
  );
}
