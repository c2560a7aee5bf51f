import { isFinal, isWaiting, type JobRecord } from '../../../functions/core/job-record.ts';
import type { World } from '../../../testing/world/create-world.ts';
import type { Start } from './test-jobs.ts';

/** What of the ten invariants can be seen in a world at rest. An empty list: all hold. */
export function violations(world: World, starts: readonly Start[]): readonly string[] {
  const messages = world.queue.all().length;
  return [
    ...world.store.all().flatMap((record) => violationsOf(record, starts)),
    ...(messages === 0 ? [] : [`${messages} messages are left`]),
  ];
}

function violationsOf(record: JobRecord, starts: readonly Start[]): readonly string[] {
  const { id, status, attempt, maxAttempts, runAt = 0, dueAt, failedAt } = record;
  const own = starts.filter((start) => start.id === id);
  const checks: readonly (readonly [holds: boolean, fault: string])[] = [
    [isFinal(status), `I1: job ${id} is ${status} at the end`],
    [attempt <= maxAttempts, `I4: job ${id} had ${attempt} of ${maxAttempts} attempts`],
    [own.length <= attempt, `I4: job ${id} started ${own.length} times, ${attempt} are counted`],
    [!waitedOnce(record) || own.every(({ at }) => at >= runAt), `I7: job ${id} started early`],
    [(status === 'failed') === (failedAt !== undefined), `I8: job ${id} is ${status}, ${failedAt}`],
    [dueAt === undefined, `Job ${id} is ${status} and still in the due index`],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** Then `runAt` is still the time that its first start had to wait for. */
function waitedOnce({ history, attempt }: JobRecord): boolean {
  return attempt <= 1 && history.filter(({ status }) => isWaiting(status)).length === 1;
}
