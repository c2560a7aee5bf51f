import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../functions', import.meta.url));
/** Editors write a file in several steps. */
const pause = 100;

/** Calls `changed` after each change of the functions' code, one call at a time. The answer ends it. */
export function watchCode(changed: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(changed);
    }, pause);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
