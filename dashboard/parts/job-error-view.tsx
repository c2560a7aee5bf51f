import type { JobError } from '../../client/job-shapes.ts';
import { errorHints } from './error-hints.ts';
import { Scrolled } from './scrolled.tsx';
import { Time } from './time.tsx';

export function JobErrorView({ error }: { readonly error: JobError }) {
  const { code, name, message, attempt, at, stack } = error;
  return (
    <section class="card error-card">
      <h2>
        {name} <code class="code">{code}</code>
      </h2>
      <p class="message">{message}</p>
      <p class="quiet">
        Attempt {attempt}, <Time at={at} />. {errorHints[code]}
      </p>
      {stack !== undefined && (
        <details>
          <summary>Stack</summary>
          <Scrolled label="Stack of the error">
            <pre>{stack}</pre>
          </Scrolled>
        </details>
      )}
    </section>
  );
}
