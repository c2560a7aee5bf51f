import { cancelJob } from '../../functions/core/cancel.ts';
import { claim } from '../../functions/core/claim.ts';
import { day, minute, second } from '../../functions/core/duration.ts';
import { decodeMessage } from '../../functions/core/message.ts';
import { putSchedule } from '../../functions/core/put-schedule.ts';
import { retryJob } from '../../functions/core/retry-by-hand.ts';
import type { ScheduleTerms } from '../../functions/core/schedule.ts';
import { VirtualClock } from '../../local/clock/virtual-clock.ts';
import { seededRandom } from '../seeded-random.ts';
import { Machine } from './machine.ts';
import type { Task } from './release-jobs.ts';

/** When all of it was written. */
export const fixtureTime = Date.UTC(2030, 0, 1);

export const fixtureKey = 'a'.repeat(64);
const tenant = 'acme';
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Longer than a message may be, and than a record has room for. */
const longText = 'x'.repeat(9_000);

/**
 * Has this release write one of everything into an empty data folder. The jobs' ids say what became of them.
 * Answers the messages that were sent. The same code writes the same.
 */
export async function makeFixtures(folder: string): Promise<readonly string[]> {
  const clock = new VirtualClock(fixtureTime);
  const bodies: string[] = [];
  const heard = (body: string) => void bodies.push(body);
  const machine = new Machine({ folder, clock, random: seededRandom(1), heard });
  const enqueue = enqueuer(machine);

  await enqueue('succeeded', { does: 'return', value: 'ä' });
  await enqueue('succeeded-with-long-result', { does: 'return', value: longText });
  await enqueue('failed', { does: 'fail' });
  await enqueue('retrying', { does: 'throw' });
  await enqueue('retrying-in-an-hour', { does: 'retry-in-an-hour' });
  await enqueue('parent', { does: 'enqueue-a-child' });
  await enqueue('retried-by-hand', { does: 'fail' });
  await enqueue('of-unknown-type', { does: 'return' }, { type: otherReleases });
  await machine.work();

  clock.moveTo(clock.now() + second);
  await enqueue('running', { does: 'return' });
  await startAndLeave(machine);
  await enqueue('asked-to-end', { does: 'return' });
  await startAndLeave(machine);
  await cancelJob(machine.ports, { tenant, id: 'asked-to-end' });
  await retryJob(machine.ports, { tenant, id: 'retried-by-hand', attempts: 3, key: 'once' });
  await enqueue('cancelled', { does: 'return' }, { runAt: clock.now() + minute });
  await cancelJob(machine.ports, { tenant, id: 'cancelled' });
  await enqueue('queued', { does: 'return' }, { tags: ['a', 'b:c'], traceparent });
  await enqueue('queued-with-long-payload', { does: 'return', value: longText });
  await enqueue('delayed', { does: 'return' }, { runAt: clock.now() + 10 * minute });
  await enqueue('scheduled', { does: 'return' }, { runAt: clock.now() + 2 * day });
  await enqueue(
    'scheduled-with-long-payload',
    { does: 'return', value: longText },
    { runAt: clock.now() + day },
  );
  await enqueue(
    'paused',
    { does: 'return' },
    { type: { name: 'task', queue: 'paused', maxAttempts: 3 } },
  );
  await makeOtherRows(machine);
  machine.close();
  return bodies;
}

/** As a newer API asks for it while the workers are not deployed yet. */
const otherReleases = { name: 'of-the-next-release', queue: 'default', maxAttempts: 3 };

interface Extra {
  readonly runAt?: number;
  readonly tags?: readonly string[];
  readonly traceparent?: string;
  readonly type?: { readonly name: string; readonly queue: string; readonly maxAttempts: number };
}

function enqueuer(machine: Machine) {
  return async (id: string, payload: Task, { traceparent: trace, ...extra }: Extra = {}) => {
    const origin = trace === undefined ? {} : { traceparent: trace };
    await machine.enqueue({ id, payload, ...extra }, origin);
  };
}

/** As a function does that is killed while the job's code runs. */
async function startAndLeave(machine: Machine): Promise<void> {
  const { ports } = machine;
  const delivery = await machine.receive({ queue: 'default', deadLetters: false });
  const message = delivery && decodeMessage(delivery.body);
  if (message === undefined) throw new Error('There is no message of the job that is to start');
  const leaseUntil = ports.clock.now() + 5 * minute;
  const claimant = { owner: 'killed#0', leaseUntil, queue: 'default', receiveCount: 1 };
  await claim(ports, message, claimant);
}

async function makeOtherRows({ ports, pauses }: Machine): Promise<void> {
  const terms: Omit<ScheduleTerms, 'timing'> = {
    type: 'task',
    payload: '{"does":"return"}',
    overlap: 'skip',
    missed: 'latest',
    paused: false,
  };
  const timings = {
    nightly: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
    often: { every: 4 * minute },
  };
  for (const [name, timing] of Object.entries(timings)) {
    await putSchedule(ports, { tenant, name, origin: 'api', terms: { ...terms, timing } });
  }
  await pauses.setPaused('paused', true);
  await ports.store.putKey(fixtureKey, {
    tenant,
    scopes: ['enqueue', 'read'],
    expiresAt: fixtureTime + 365 * day,
  });
}
