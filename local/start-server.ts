import { listen } from './http/http-listener.ts';
import type { Settings } from './settings.ts';
import { type Output, type Runtime, startRuntime } from './start-runtime.ts';
import { warmUp } from './warm-up.ts';

export interface RunningServer
  extends Pick<Runtime, 'key' | 'paused' | 'example' | 'world' | 'names' | 'kill'> {
  readonly port: number;
  /** Lets the jobs under way end or be given back, which takes 12 s at most. */
  stop(): Promise<void>;
}

/** For answers that are on their way. */
const lastAnswers = 1_000;

/** Errand on one machine with its HTTP API. */
export async function startServer(settings: Settings, output: Output): Promise<RunningServer> {
  const runtime = await startRuntime(settings, output);
  const { world, api, key } = runtime;
  try {
    const { port } = settings;
    const http = await listen({ port, api, now: () => world.clock.now(), log: world.log });
    await Promise.all([runtime.begin(), warmUp(http.port, key)]);
    return {
      ...runtime,
      port: http.port,
      stop: () => {
        http.refuse();
        return runtime.stop(() => http.close(lastAnswers));
      },
    };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}
