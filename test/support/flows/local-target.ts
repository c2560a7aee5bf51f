import { dataFolder, startLocalServer } from '../local-server/start-local-server.ts';
import type { Target } from './target.ts';

export interface StartedTarget {
  readonly target: Target;
  stop(): Promise<void>;
}

interface LocalTargetOptions {
  /** @default 'real' */
  readonly clock?: 'real' | 'virtual';
}

/** The local server as a target, over a new folder, which goes with it. */
export async function startLocalTarget({
  clock = 'real',
}: LocalTargetOptions = {}): Promise<StartedTarget> {
  const { folder, remove } = dataFolder();
  const server = await startLocalServer({ folder, environment: { ERRAND_CLOCK: clock } });
  const { url, key, killTree } = server;
  const always = ['kills', 'limits-memory', 'keeps-bytes'] as const;
  return {
    target: { url, key, can: clock === 'virtual' ? [...always, 'skips-time'] : always },
    stop: async () => {
      await killTree();
      remove();
    },
  };
}
