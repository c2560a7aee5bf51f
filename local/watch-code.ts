import { type FSWatcher, watch } from 'node:fs';

/** Editors write a file in several steps. */
const pause = 100;

/**
 * Calls `changed` after each change in one of the folders, not in those below them, one call at a time. Which
 * folders it is about is asked again after each call. The answer ends it.
 */
export function watchCode(
  folders: () => readonly string[],
  changed: () => Promise<void>,
): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  let isOver = false;
  const change = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(changed).then(look);
    }, pause);
  };
  const close = (kept: readonly string[]) => {
    for (const [folder, watcher] of watchers) {
      if (kept.includes(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };
  function look(): void {
    if (isOver) return;
    const current = folders();
    close(current);
    for (const folder of current) {
      // A folder that is removed meanwhile has an error, and is no matter: the next build says what is missing.
      if (!watchers.has(folder))
        watchers.set(
          folder,
          watch(folder, change).on('error', () => {}),
        );
    }
  }
  look();
  return () => {
    isOver = true;
    clearTimeout(timer);
    close([]);
  };
}
