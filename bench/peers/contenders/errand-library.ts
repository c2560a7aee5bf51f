import { jobs } from '../../../functions/jobs/index.ts';
import { startErrand } from '../../../local/start-errand.ts';
import type { ContenderProgram } from '../contender.ts';

/** `enqueue()` in the server's own process. */
export const errandLibrary: ContenderProgram = {
  async open({ url: folder }) {
    const errand = await startErrand({ jobs, folder });
    return {
      enqueue: async () => (await errand.enqueue('demo', {})).id,
      isDone: async (id) => (await errand.get(id)).status === 'succeeded',
      close: errand.close,
    };
  },
};
