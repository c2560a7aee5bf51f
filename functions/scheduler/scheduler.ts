import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { second } from '../core/duration.ts';
import { type Scheduled, scheduleShard } from '../core/schedule-shard.ts';
import { logFaults } from '../lambda/log-faults.ts';
import { type ScheduleRunnerPorts, scheduleRunner } from './run-schedules.ts';

/** For the calls under way when the time is over. */
const margin = 5 * second;

/** What the rule sends: the input of its target. */
export interface SchedulerEvent {
  readonly shard: number;
}

/**
 * The function that runs every minute, once for each shard, and sends the jobs that have become due. The run
 * for the first shard plans the schedules as well.
 */
export function createScheduler(ports: ScheduleRunnerPorts) {
  const runSchedules = scheduleRunner(ports);
  return middy<SchedulerEvent, void>({ timeoutEarlyInMillis: 0 })
    .use(logFaults(ports.log))
    .handler(async (event: SchedulerEvent, context: Context) => {
      const shard = shardIn(event, ports.store.dueShards);
      const deadline = ports.clock.now() + context.getRemainingTimeInMillis() - margin;
      const run = { shard, owner: context.awsRequestId, deadline };
      // Side by side: very many due jobs must not keep a schedule from its second.
      const parts = await Promise.allSettled([
        scheduleShard(ports, run).then((scheduled) => report(ports, shard, scheduled)),
        shard === 0 ? runSchedules(deadline) : undefined,
      ]);
      for (const part of parts) if (part.status === 'rejected') throw part.reason;
    });
}

function report({ log }: ScheduleRunnerPorts, shard: number, scheduled: Scheduled): void {
  if (scheduled === 'held') {
    log.debug(`Another run works on shard ${shard} of the due index`, { shard });
  } else if (!scheduled.complete) {
    const { dispatched } = scheduled;
    const message = `${dispatched} due jobs of shard ${shard} sent; the next run goes on with the rest`;
    log.warn(message, { shard, dispatched });
  }
}

function shardIn(event: unknown, shards: number): number {
  const { shard } = { shard: undefined, ...(event as Partial<SchedulerEvent> | undefined) };
  if (Number.isInteger(shard) && shard !== undefined && shard >= 0 && shard < shards) return shard;
  throw new RangeError(
    `Expected an event such as {"shard":0}, with a shard from 0 to ${shards - 1}, got ${JSON.stringify(event)}`,
  );
}
