import { defineJob, exponential } from 'errand';
import * as v from 'valibot';

/** A job type to begin with: copy it, change the name, and add it to index.ts. */
export const greet = defineJob({
  name: 'greet',
  input: v.pipe(
    v.strictObject({
      name: v.pipe(v.string(), v.nonEmpty(), v.description('Whom to greet.')),
    }),
    v.metadata({ examples: [{ name: 'Ada' }] }),
  ),
  retry: { attempts: 5, backoff: exponential({ from: '10s', to: '1h' }) },
  timeout: '30s',

  // It may run more than once for one job: let what it does outside be harmless when repeated.
  async run({ name }, { log }) {
    log.info('Somebody is greeted');
    return { greeting: `Hello, ${name}` };
  },
});
