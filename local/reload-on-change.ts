import type { Log } from '../functions/core/log.ts';
import type { FunctionSet } from './function-set.ts';
import { watchCode } from './watch-code.ts';

/** Builds the functions anew when their code changes. A fault in it is shown, and the old code goes on. */
export function reloadOnChange(functions: FunctionSet, log: Log, renewed: () => void): () => void {
  const known = Object.keys(functions.current().api.queues);
  const reload = async () => {
    try {
      const { api } = await functions.rebuild();
      renewed();
      log.info('The code has changed: jobs that start from now on run the new one');
      const added = Object.keys(api.queues).filter((queue) => !known.includes(queue));
      if (added.length > 0) {
        log.warn(`Start the server again to use what queues.ts has added: ${added.join(', ')}`);
      }
    } catch (error) {
      log.error('The code has changed and has a fault, so the old one goes on', {
        error: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return watchCode(() => functions.current().folders, reload);
}
