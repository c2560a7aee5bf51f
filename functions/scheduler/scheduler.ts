import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { dispatchDue } from '../core/dispatch-due.ts';
import { second } from '../core/duration.ts';
import type { Ports } from '../core/ports.ts';
import { logFaults } from '../lambda/log-faults.ts';

/** For the calls under way when the time is over. */
const margin = 5 * second;

/** The function that runs every minute and sends the jobs that have become due. */
export function createScheduler(ports: Ports) {
  return middy<unknown, void>({ timeoutEarlyInMillis: 0 })
    .use(logFaults(ports.log))
    .handler(async (_event: unknown, context: Context) => {
      const deadline = ports.clock.now() + context.getRemainingTimeInMillis() - margin;
      const { dispatched, complete } = await dispatchDue(ports, deadline);
      if (!complete) {
        ports.log.warn(`${dispatched} due jobs sent; the next run goes on with the rest`, {
          dispatched,
        });
      }
    });
}
