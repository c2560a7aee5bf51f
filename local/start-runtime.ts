import { findJobsModule } from '../functions/find-jobs-module.ts';
import type { ExampleJob } from '../functions/openapi/example-job.ts';
import { accessKey } from './access-key.ts';
import { endableClock } from './clock/endable-clock.ts';
import { type TimeSource, travel } from './clock/time-travel.ts';
import { type Dispatchers, dispatchersOf } from './dispatch/dispatchers.ts';
import type { SqsFunction } from './dispatch/in-process.ts';
import { MinuteRule } from './dispatch/minute-rule.ts';
import { type FunctionSet, functionSet } from './function-set.ts';
import { handlersOf } from './handlers-of.ts';
import type { Advance } from './http/clock-api.ts';
import type { ApiFunction } from './http/http-listener.ts';
import { type LocalWorld, localWorld } from './local-world.ts';
import { reloadOnChange } from './reload-on-change.ts';
import type { Settings } from './settings.ts';
import { type OpenDatabase, openDatabase } from './sqlite/open-database.ts';
import { StartError } from './start-error.ts';
import { startSweeper } from './sweeper.ts';

export interface Output {
  /** Takes whole lines. */
  write(text: string): void;
  /** Gets what job code writes to stderr. */
  passOn(text: Uint8Array): void;
}

/** Errand on one machine, all but its HTTP. */
export interface Runtime {
  readonly world: LocalWorld;
  /** Of the job types, by the newest build. */
  readonly names: readonly string[];
  /** Calls the newest build. */
  readonly api: ApiFunction;
  readonly key: string;
  /** The queues that a server before this one left paused. */
  readonly paused: readonly string[];
  /** A job to try things with. None: no job type has an example of its payload. */
  readonly example: ExampleJob | undefined;
  /** Goes on with the jobs. Resolves when each queue has an environment that can take its first one. */
  begin(): Promise<void>;
  /**
   * Lets the jobs under way end or be given back, which takes 12 s at most, ends the waiting of callers, and
   * closes the database once `answered`, if there is one, says that nobody reads it any more.
   */
  stop(answered?: () => Promise<void>): Promise<void>;
  /** Ends every job at once, as a crash would. */
  kill(): Promise<void>;
}

/** A worker gives back what is left after 10 s. */
const longestStop = 12_000;

/** Goes on with what the last one of the folder left, whichever way it ended. */
export async function startRuntime(settings: Settings, output: Output): Promise<Runtime> {
  const database = openDatabase(settings.folder);
  try {
    const functions = await functionSet(settings.folder, jobsModule());
    const queues = Object.keys(functions.current().api.queues);
    const world = localWorld(database, queues, settings, output.write);
    await recover(world);
    return await runtimeOf({ database, functions, world, settings, output });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Of the project in whose folder the process was started. */
function jobsModule(): string {
  try {
    return findJobsModule(process.cwd());
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

/** Whoever held a lease or a message is dead: the lock on the folder says so. */
async function recover({ store, queue, clock }: LocalWorld): Promise<void> {
  await store.endAllLeases(clock.now());
  await queue.releaseAll();
}

interface Parts {
  readonly database: OpenDatabase;
  readonly functions: FunctionSet;
  readonly world: LocalWorld;
  readonly settings: Settings;
  readonly output: Output;
}

async function runtimeOf(parts: Parts): Promise<Runtime> {
  const { database, functions, world, settings } = parts;
  const key = await accessKey(settings.folder, settings.key, world);
  const paused = [...(await world.pauses.paused())];
  const apiClock = endableClock(world.clock);
  const dispatchers = dispatchersFor(parts, () => handlers.deadLetter);
  const rule = new MinuteRule({ ...world, run: () => handlers.scheduler() });
  const advance = advanceOf(world, [...dispatchers.all, rule]);
  const { origins, rateLimit, tokenIssuer } = settings;
  const handlerPorts = { ...world, apiClock, advance, origins, rateLimit, tokenIssuer };
  let handlers = handlersOf(functions.current(), handlerPorts);
  const ends: (() => void)[] = [];

  return {
    world,
    key,
    paused,
    names: functions.current().api.names,
    example: functions.current().example,
    api: (event, context) => handlers.api(event, context),
    kill: dispatchers.kill,
    async begin() {
      rule.wake();
      await dispatchers.start();
      ends.push(startSweeper(world));
      if (!settings.watch) return;
      const renewed = () => {
        handlers = handlersOf(functions.current(), handlerPorts);
        dispatchers.renew();
      };
      ends.push(reloadOnChange(functions, world.log, renewed));
    },
    async stop(answered = async () => {}) {
      for (const end of ends) end();
      await rule.stop();
      await dispatchers.stop(longestStop);
      apiClock.end();
      await answered();
      database.close();
      world.flushLog();
    },
  };
}

function dispatchersFor(
  { functions, world, settings, output }: Parts,
  deadLetter: () => SqsFunction,
): Dispatchers {
  return dispatchersOf(world, {
    queues: functions.current().api.queues,
    bundle: () => functions.current().worker,
    virtualClock: settings.virtualClock,
    colours: settings.colours,
    passOn: output.passOn,
    deadLetter,
  });
}

/** One journey after the other. */
function advanceOf(
  { virtualClock }: LocalWorld,
  sources: readonly TimeSource[],
): Advance | undefined {
  if (virtualClock === undefined) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (ms) => {
    const journey = last.then(() => travel(virtualClock, sources, ms));
    last = journey.catch(() => {});
    return journey;
  };
}
