import { dataFolder, startLocalServer } from '../local-server/start-local-server.ts';
import { capabilitiesOf, targets } from '../targets/capabilities.ts';
import { refuseLeaks } from './planted-secret.ts';
import type { Target } from './target.ts';

export interface StartedTarget {
  readonly target: Target;
  stop(): Promise<void>;
}

interface LocalTargetOptions {
  /** @default 'real' */
  readonly clock?: 'real' | 'virtual';
}

/** The local server as a target, over a new folder, which goes with it. Its end is refused if its log has leaks. */
export async function startLocalTarget({
  clock = 'real',
}: LocalTargetOptions = {}): Promise<StartedTarget> {
  const { folder, remove } = dataFolder();
  const server = await startLocalServer({ folder, environment: { ERRAND_CLOCK: clock } });
  const { url, key, killTree, output } = server;
  const can = capabilitiesOf(targets.local);
  const { patience } = targets.local;
  return {
    target: { url, key, can: clock === 'virtual' ? [...can, 'skips-time'] : can, patience, folder },
    stop: async () => {
      await killTree();
      remove();
      refuseLeaks({ key, output: output() });
    },
  };
}
