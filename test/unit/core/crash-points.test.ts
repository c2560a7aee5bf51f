import { describe, expect, it } from 'vitest';
import { cancelJob } from '../../../functions/core/cancel.ts';
import { day, minute } from '../../../functions/core/duration.ts';
import { eraseJob } from '../../../functions/core/erase.ts';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { type NewSchedule, putSchedule } from '../../../functions/core/put-schedule.ts';
import { rescheduleJob } from '../../../functions/core/reschedule.ts';
import { retryJob } from '../../../functions/core/retry-by-hand.ts';
import { runSchedule } from '../../../functions/core/run-schedule.ts';
import type { Process } from '../../../testing/pass-time.ts';
import { Platform, schedulePorts } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { violations } from '../../support/protocol/invariants.ts';
import { type Code, enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';
import { Crash, type CrashPoint, crashing } from '../../support/world/crashing.ts';

/** Fewer than on AWS, so that dead letters come soon; more than looks at a message behind a live lease. */
const receiveLimit = 20;

function newWorld(code: Code = () => null) {
  const world = createWorld({ receiveLimit });
  const kit = testJobs(() => world.clock.now(), code);
  return { world, ...kit, platform: new Platform(world, kit.jobs) };
}

type Kit = ReturnType<typeof newWorld>;

interface Scenario {
  readonly name: string;
  readonly code?: Code;
  /** Before the process that will crash. */
  prepare?(kit: Kit): Promise<unknown>;
  /** What that process does. */
  act(kit: Kit, process: Process): Promise<unknown>;
  /** What has to hold when all has come to rest; `heard`: the caller was answered. */
  expect(kit: Kit, heard: boolean): void;
}

const fails: Code = () => {
  throw new Error('no luck');
};
const failsOnce: Code = (_, { job }) => {
  if (job.attempt === 1) throw new Error('no luck');
};

async function failed({ world, task, platform }: Kit): Promise<void> {
  await enqueueOne(world.ports, task);
  await platform.drain();
}

function firstId({ world }: Kit): string {
  return world.store.all()[0]?.id ?? '';
}

function statuses({ world }: Kit): readonly string[] {
  return world.store.all().map(({ status }) => status);
}

const enqueueing: readonly Scenario[] = [
  {
    name: 'enqueueing a job',
    act: ({ task }, { ports }) => enqueueOne(ports, task),
    expect: (kit, heard) =>
      expect(statuses(kit)).toEqual(heard ? ['succeeded'] : expect.anything()),
  },
  {
    name: 'enqueueing a job with a key and a large payload',
    act: ({ task }, { ports }) =>
      enqueueOne(ports, task, { id: 'keyed', payload: 'x'.repeat(9_000) }),
    expect: ({ starts }, heard) => {
      expect(starts.length).toBeGreaterThanOrEqual(heard ? 1 : 0);
      for (const { payload } of starts) expect(payload).toBe('x'.repeat(9_000));
    },
  },
  {
    name: 'enqueueing a job for a minute from now',
    act: ({ world, task }, { ports }) =>
      enqueueOne(ports, task, { runAt: world.clock.now() + 60_000 }),
    expect: ({ starts }, heard) => expect(starts.length).toBeGreaterThanOrEqual(heard ? 1 : 0),
  },
  {
    name: 'enqueueing a job for a day from now',
    act: ({ world, task }, { ports }) =>
      enqueueOne(ports, task, { runAt: world.clock.now() + 86_400_000 }),
    expect: ({ starts }, heard) => expect(starts.length).toBeGreaterThanOrEqual(heard ? 1 : 0),
  },
];

const running: readonly Scenario[] = [
  {
    name: 'running a job that succeeds',
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
  {
    name: 'running a job whose result is large',
    code: () => 'x'.repeat(9_000),
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
  {
    name: 'running a job whose record was never written',
    prepare: async ({ world, task }) => {
      // The enqueuer died between the message and the record.
      const { ports } = crashing(world.ports, { at: 2, moment: 'before' });
      await enqueueOne(ports, task).catch(() => {});
    },
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
  {
    name: 'running a job that is retried soon',
    code: failsOnce,
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
  {
    name: 'running a job that is retried much later',
    code: failsOnce,
    prepare: ({ world, slow }) => enqueueOne(world.ports, slow),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
  {
    name: 'running a job that fails for good',
    code: () => {
      throw new PermanentError('never');
    },
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['failed']),
  },
  {
    name: 'running a job whose error is large',
    code: () => {
      throw new PermanentError('x'.repeat(9_000));
    },
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    expect: (kit) => expect(statuses(kit)).toEqual(['failed']),
  },
  {
    name: 'running a job that enqueues another',
    code: (_, { enqueue }) => enqueue('child', { of: 'task' }),
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform }, process) => platform.invoke('default', { process }),
    // A parent that is run again makes no second child.
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded', 'succeeded']),
  },
  {
    name: 'giving a running job back at a shutdown',
    code: (_, { signal, job }) =>
      job.attempt > 1 ||
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      ),
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: ({ platform, world }, process) => {
      const shutdown = new AbortController();
      void world.clock.wait(2_000).then(() => shutdown.abort());
      return platform.invoke('default', { process, shutdown: shutdown.signal });
    },
    expect: (kit) => expect(statuses(kit)).toEqual(['succeeded']),
  },
];

const deciding: readonly Scenario[] = [
  {
    name: 'dispatching due jobs',
    prepare: async ({ world, task }) => {
      await enqueueOne(world.ports, task, { runAt: world.clock.now() + 86_400_000 });
      await enqueueOne(world.ports, task, { runAt: world.clock.now() + 86_401_000 });
      await world.clock.advance(86_400_000 - 60_000);
    },
    act: ({ platform }, process) => platform.schedule(process),
    expect: ({ starts, ...kit }) => {
      expect(statuses({ starts, ...kit })).toEqual(['succeeded', 'succeeded']);
      expect(starts).toHaveLength(2);
    },
  },
  {
    name: 'sending anew what SQS has deleted',
    prepare: async ({ world, task }) => {
      await enqueueOne(world.ports, task, { payload: 'x'.repeat(9_000) });
      await world.clock.advance(15 * 86_400_000);
    },
    act: async ({ platform, world }, process) => {
      await platform.schedule(process);
      // The next minute's run.
      await world.clock.advance(60_000);
      await platform.schedule();
    },
    expect: (kit) => {
      expect(statuses(kit)).toEqual(['succeeded']);
      expect(kit.starts).toHaveLength(1);
    },
  },
  {
    name: 'burying a dead letter',
    prepare: async ({ world, task }) => {
      await enqueueOne(world.ports, task);
      // Received again and again by an event source that throttles: the code never starts.
      for (let receive = 0; receive < receiveLimit; receive += 1) {
        world.deliver('default');
        await world.clock.advance(400_000);
      }
      world.deliver('default');
    },
    act: ({ platform }, process) => platform.buryDeadLetters('default', process),
    expect: ({ starts, ...kit }) => {
      expect(statuses({ starts, ...kit })).toEqual(['failed']);
      expect(starts).toEqual([]);
    },
  },
  {
    name: 'cancelling a queued job',
    prepare: ({ world, task }) => enqueueOne(world.ports, task),
    act: (kit, { ports }) => cancelJob(ports, { tenant: 'acme', id: firstId(kit) }),
    expect: (kit, heard) => {
      if (heard) expect(statuses(kit)).toEqual(['cancelled']);
      expect(kit.starts).toHaveLength(statuses(kit)[0] === 'cancelled' ? 0 : 1);
    },
  },
  ...[60_000, 7_200_000].map(
    (delay): Scenario => ({
      name: `giving a scheduled job another time, ${delay} ms from now`,
      prepare: ({ world, task }) =>
        enqueueOne(world.ports, task, { runAt: world.clock.now() + 3_600_000 }),
      act: (kit, { ports }) => {
        const runAt = kit.world.clock.now() + delay;
        return rescheduleJob(ports, { tenant: 'acme', id: firstId(kit), runAt });
      },
      expect: (kit, heard) => {
        expect(statuses(kit)).toEqual(['succeeded']);
        expect(kit.starts).toHaveLength(1);
        const { createdAt = 0, runAt = 0 } = kit.world.store.all()[0] ?? {};
        const wait = runAt - createdAt;
        expect(heard ? [delay] : [delay, 3_600_000]).toContain(wait);
      },
    }),
  ),
  {
    name: 'retrying a failed job by hand',
    code: fails,
    prepare: failed,
    act: (kit, { ports }) => retryJob(ports, { tenant: 'acme', id: firstId(kit), attempts: 3 }),
    expect: (kit, heard) => {
      expect(statuses(kit)).toEqual(['failed']);
      expect([3, 6]).toContain(kit.starts.length);
      if (heard) expect(kit.starts).toHaveLength(6);
    },
  },
  {
    name: 'erasing a failed job of which a duplicate message is left',
    code: fails,
    prepare: async (kit) => {
      const { world, task } = kit;
      await enqueueOne(world.ports, task, { payload: 'x'.repeat(9_000) });
      const [{ body = '' } = {}] = world.queue.all();
      await kit.platform.drain();
      await world.ports.queue.send('default', [{ body, delaySeconds: 0 }]);
    },
    act: (kit, { ports }) => eraseJob(ports, { tenant: 'acme', id: firstId(kit) }),
    expect: (kit) => {
      expect(statuses(kit)).toEqual(['failed']);
      expect(kit.starts).toHaveLength(3);
    },
  },
];

const daily: NewSchedule = {
  tenant: 'acme',
  name: 'daily',
  origin: 'api',
  terms: {
    type: 'task',
    payload: '{}',
    timing: { every: day },
    overlap: 'skip',
    missed: 'latest',
    paused: false,
  },
};
const dailyBeside: NewSchedule = { ...daily, terms: { ...daily.terms, overlap: 'allow' } };

/** Until four minutes before the first time of the schedule. */
async function scheduled({ world }: Kit, schedule: NewSchedule): Promise<void> {
  await putSchedule(schedulePorts(world.ports), schedule);
  await world.clock.advance(day - 4 * minute);
}

async function planned(kit: Kit, schedule: NewSchedule): Promise<void> {
  await scheduled(kit, schedule);
  await kit.platform.schedule();
  await kit.world.clock.advance(4 * minute);
}

function expectOneRun({ world, starts }: Kit): void {
  const jobs = world.store.all().filter(({ type }) => type === 'task');
  expect(jobs).toMatchObject([{ status: 'succeeded', tags: ['schedule:daily'] }]);
  expect(starts).toHaveLength(1);
  expect(starts[0]?.at).toBeGreaterThanOrEqual(Date.UTC(2030, 0, 2));
}

const schedules: readonly Scenario[] = [
  {
    name: 'planning a schedule',
    prepare: (kit) => scheduled(kit, daily),
    act: ({ platform }, process) => platform.schedule(process),
    expect: expectOneRun,
  },
  {
    name: 'firing a schedule that skips',
    prepare: (kit) => planned(kit, daily),
    act: ({ platform }, process) => platform.invoke('errand-schedules', { process }),
    expect: expectOneRun,
  },
  {
    name: 'firing a schedule that allows others beside it',
    prepare: (kit) => planned(kit, dailyBeside),
    act: ({ platform }, process) => platform.invoke('errand-schedules', { process }),
    expect: expectOneRun,
  },
  {
    name: 'putting a schedule whose first time is near',
    prepare: ({ world }) => world.clock.advance(day - 4 * minute),
    act: (_, { ports }) => putSchedule(schedulePorts(ports), daily),
    expect: (kit, heard) => {
      if (heard) expectOneRun(kit);
      expect(kit.starts.length).toBeLessThanOrEqual(1);
    },
  },
  {
    name: 'running a schedule by hand',
    prepare: ({ world }) => putSchedule(schedulePorts(world.ports), daily),
    act: async ({ world, jobs }, { ports }) => {
      const schedule = await world.store.getSchedule(daily);
      const origin = { tenant: 'acme', requestId: 'r', depth: 0 };
      return schedule && runSchedule(ports, jobs, { schedule, origin });
    },
    expect: ({ starts }, heard) => {
      expect(starts.length).toBeGreaterThanOrEqual(heard ? 1 : 0);
      expect(starts.length).toBeLessThanOrEqual(1);
    },
  },
];

/** Whether the process lived to hear of its last call. */
async function actAndCrash(scenario: Scenario, kit: Kit, point?: CrashPoint) {
  const process = crashing(kit.world.ports, point);
  try {
    const answer = await scenario.act(kit, process);
    return { process, heard: !process.crashed && isPromise(answer) };
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return { process, heard: false };
  }
}

/** An enqueue that could not be done says so: then nothing was promised. */
function isPromise(answer: unknown): boolean {
  const refused = { outcome: 'unavailable' };
  return typeof answer !== 'object' || { ...refused, ...answer }.outcome !== 'unavailable';
}

async function tryPoint(scenario: Scenario, point?: CrashPoint) {
  const kit = newWorld(scenario.code);
  await scenario.prepare?.(kit);
  const { process, heard } = await actAndCrash(scenario, kit, point);
  await kit.platform.drain();
  return { kit, heard, calls: process.calls };
}

describe.each([...enqueueing, ...running, ...deciding, ...schedules])(
  'a crash while $name',
  (scenario) => {
    it.each(['before', 'after'] as const)('loses nothing %s any call', async (moment) => {
      const whole = await tryPoint(scenario);
      expect(whole.heard).toBe(true);
      scenario.expect(whole.kit, true);
      expect(violations(whole.kit.world, whole.kit.starts)).toEqual([]);
      expect(whole.calls.length).toBeGreaterThan(0);

      for (let at = 1; at <= whole.calls.length; at += 1) {
        const { kit, heard, calls } = await tryPoint(scenario, { at, moment });

        const where = `${moment} ${calls.at(-1)} (call ${at})`;
        expect(violations(kit.world, kit.starts), where).toEqual([]);
        expect(calls, where).toHaveLength(at);
        scenario.expect(kit, heard);
      }
    });
  },
);
