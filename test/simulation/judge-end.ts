import { isFinal, type JobRecord } from '../../functions/core/job-record.ts';
import type { Judge } from './judge.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** What a caller was told, and lives on. */
export interface Accepted {
  readonly id: string;
  readonly hash: string;
  /** With the position in its array. */
  readonly key: string | undefined;
  /** Something had gone wrong in the process that answered. */
  readonly unsure: boolean;
}

/** What has to hold when nothing is left to do. */
export async function judgeEnd(
  judge: Judge,
  world: SimulatedWorld,
  accepted: readonly Accepted[],
): Promise<void> {
  for (const record of world.store.all()) {
    if (!isFinal(record.status))
      judge.breaks('I1', `job ${record.id} is ${record.status} at the end`);
    await judgeOutcome(judge, world, record);
  }
  for (const { id, hash, unsure } of accepted) {
    const record = world.store.find(id);
    if (record === undefined) judge.breaks('I1', `job ${id} was accepted and is lost`);
    // Whose write of the record got no answer cannot know that the key was used for something else.
    else if (record.hash !== hash && !unsure) {
      judge.breaks('I6', `job ${id} was accepted with a payload that is another's`);
    }
  }
  judgeKeys(judge, accepted);
  const left = world.queue.all().length;
  if (left > 0) judge.breaks('I1', `${left} messages are left`);
  for (const attempt of judge.unstarted()) {
    judge.breaks(
      'I4',
      `attempt ${attempt} was counted and never started, and nothing had gone wrong`,
    );
  }
  await judgeLists(judge, world);
}

function judgeKeys(judge: Judge, accepted: readonly Accepted[]): void {
  for (const [key, group] of Map.groupBy(accepted, (one) => one.key)) {
    if (key === undefined) continue;
    const ids = new Set(group.map(({ id }) => id));
    if (ids.size > 1) judge.breaks('I6', `key ${key} has the jobs ${[...ids].join(', ')}`);
  }
}

/** Code, progress and errors name the attempt they come from, so that another's would show. */
async function judgeOutcome(judge: Judge, world: SimulatedWorld, record: JobRecord): Promise<void> {
  const { id, status, attempt, error, progress, erasedAt } = record;
  const name = `job ${id}, ${status} after ${attempt} attempts,`;
  if (status === 'succeeded' && erasedAt === undefined) {
    const from = await attemptOfResult(world, record);
    if (from !== attempt) judge.breaks('I3', `${name} shows a result of attempt ${from}`);
  }
  if (error !== undefined && error.attempt !== attempt) {
    judge.breaks('I3', `${name} shows an error of attempt ${error.attempt}`);
  }
  if (progress?.note !== undefined && Number(progress.note) > attempt) {
    judge.breaks('I3', `${name} shows progress of attempt ${progress.note}`);
  }
}

async function attemptOfResult(world: SimulatedWorld, record: JobRecord): Promise<unknown> {
  const { id, result, outcomeAt } = record;
  const body = outcomeAt === undefined ? undefined : world.store.getBody(id, `RESULT#${outcomeAt}`);
  const text = result ?? (await body);
  return text === undefined ? undefined : JSON.parse(text)?.attempt;
}

async function judgeLists(judge: Judge, { store }: SimulatedWorld): Promise<void> {
  const listed = await store.failed({ tenant: 'acme', limit: 1_000 });
  const ids = new Set(listed.map(({ id }) => id));
  for (const { id, status } of store.all()) {
    if (ids.has(id) !== (status === 'failed')) {
      judge.breaks('I8', `job ${id} is ${status} and ${ids.has(id) ? '' : 'not '}listed as failed`);
    }
  }
}
