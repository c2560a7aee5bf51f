import type { JobContext } from '../../functions/core/define-job.ts';
import { second } from '../../functions/core/duration.ts';
import { PermanentError, RetryLater } from '../../functions/core/job-error.ts';
import { seededRandom } from '../../testing/world/seeded-random.ts';
import type { VirtualClock } from '../../testing/world/virtual-clock.ts';
import type { Invocation } from './invocation.ts';
import type { Judge } from './judge.ts';
import { type Process, silence } from './process.ts';
import type { CodePlan } from './step.ts';
import type { WatchedStore } from './watched-store.ts';

const large = 'y'.repeat(2_000);

export interface Scene {
  readonly seed: number;
  readonly code: CodePlan;
  readonly clock: VirtualClock;
  readonly store: WatchedStore;
  readonly judge: Judge;
  invocationOf(id: string, attempt: number): Invocation | undefined;
}

interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/** What the code of an attempt does depends on nothing but seed, job and attempt, so that it can be replayed. */
export async function runCode(
  scene: Scene,
  payload: unknown,
  context: JobContext,
): Promise<unknown> {
  const { id, attempt } = context.job;
  const invocation = scene.invocationOf(id, attempt);
  if (invocation?.process.dead) return silence();
  scene.judge.started(scene.store.find(id), { id, attempt, payload });
  if (invocation === undefined) return undefined;

  return live(scene, invocation.process, context);
}

async function live(scene: Scene, process: Process, context: JobContext): Promise<unknown> {
  const { id, attempt } = context.job;
  const random = seededRandom(scene.seed + hashOf(`${id}/${attempt}`));
  const plan = scene.code;
  const poisonous = seededRandom(scene.seed + hashOf(id))() < plan.poison;
  const ms = Math.ceil(random() * plan.longest);
  const deaf = random() < 0.1;
  // Beyond any timeout; poison soon after its own, while the next of the same function is under way.
  const deafness = poisonous ? 25 * second : 80 * second;
  await scene.clock.wait(deaf ? ms + deafness : ms, deaf ? undefined : context.signal);
  if (process.dead) return silence();
  if (poisonous) {
    killProcess(scene, process, { id, attempt });
    return silence();
  }
  if (random() < 0.3) context.progress(0.5, String(attempt));
  throwPerhaps(random, plan, attempt);
  // The other kind may have been given up by then.
  if (!deaf) scene.judge.returned(id, attempt);
  return random() < plan.large ? { attempt, large } : { attempt };
}

function killProcess(scene: Scene, process: Process, { id, attempt }: Attempt): void {
  const running = scene.store
    .all()
    .filter(({ status }) => status === 'running')
    .filter((one) => scene.judge.claimOf(one.id, one.attempt)?.by === process);
  // Code that goes on after its attempt has ended is no attempt's.
  const own = running.some((one) => one.id === id && one.attempt === attempt);
  if (own) scene.judge.killed(id, attempt, running.length - 1);
  else if (!process.faulted) scene.judge.killedLate(id, running);
  process.die(`killed by job ${id}`);
}

function throwPerhaps(random: () => number, plan: CodePlan, attempt: number): void {
  if (random() < plan.throws) throw new Error(`Attempt ${attempt} had no luck`);
  if (random() < 0.05) throw new PermanentError(`Attempt ${attempt} cannot go on`);
  if (random() >= plan.retriesLater) return;
  throw new RetryLater((['2m', '10m', '20m'] as const)[Math.floor(random() * 3)] ?? '2m');
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
