import type { JobRecord } from '../../../functions/core/job-record.ts';
import { encodeMessage, messageOf } from '../../../functions/core/message.ts';
import type { Ports } from '../../../functions/core/ports.ts';
import { runBatch } from '../../../functions/core/run-batch.ts';
import { passTime } from '../../../testing/pass-time.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { type Code, testJobs } from './test-jobs.ts';

interface Work {
  readonly ports?: Ports;
  /** Milliseconds. */
  readonly lasts?: number;
  /** Of all messages, in the place of what the queue says. */
  readonly receiveCount?: number;
}

/** A world, and a worker that is invoked by hand with what can be delivered. */
export function oneInvocation(code: Code = () => null) {
  const world = createWorld();
  const kit = testJobs(() => world.clock.now(), code);
  /** One invocation with what can be delivered now; time passes until it has ended. */
  const work = async ({ ports = world.ports, lasts = 300_000, receiveCount }: Work = {}) => {
    const deliveries = world
      .deliver('default')
      .map((one) => ({ ...one, receiveCount: receiveCount ?? one.receiveCount }));
    const working = runBatch(ports, kit.jobs, {
      source: { queue: 'default', deadLetters: false },
      deliveries,
      invocation: 'i1',
      deadline: world.clock.now() + lasts,
      shutdown: new AbortController().signal,
    });
    const result = await passTime(working, {
      clock: world.clock,
      process: { ports, crashed: false },
    });
    if (result === undefined) throw new Error('Nothing was worked off');
    return { ...result, deliveries };
  };
  /** Sends a message for a record that is there already, or for none. */
  const send = async (record: JobRecord, { isStored = true, resent = 0 } = {}) => {
    if (isStored) await world.store.create(record, 0);
    const body = encodeMessage({ ...messageOf(record), ...(resent > 0 && { resent }) });
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);
  };
  const lapsed = (fields: Partial<JobRecord>) =>
    newRecord({
      type: 'task',
      payload: '{}',
      status: 'running',
      attempt: 1,
      owner: 'gone#0',
      leaseUntil: world.clock.now(),
      ...fields,
    });
  /** Seconds until each message comes back. */
  const waits = () =>
    world.queue.all().map(({ visibleAt }) => (visibleAt - world.clock.now()) / 1_000);
  return { world, ...kit, work, send, lapsed, waits };
}
