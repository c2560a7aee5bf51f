import type { JobRegistry } from '../core/job-registry.ts';
import { planSchedules, type SchedulePorts } from '../core/plan-schedules.ts';
import { syncSchedules } from '../core/sync-schedules.ts';

export interface ScheduleRunnerPorts extends SchedulePorts {
  readonly jobs: JobRegistry;
}

/**
 * What one run of the scheduler does for schedules, until `deadline`. The first one of an environment also
 * makes the rows of those in code what the code says.
 */
export function scheduleRunner(ports: ScheduleRunnerPorts): (deadline: number) => Promise<void> {
  let isSynced = false;

  async function sync(): Promise<void> {
    try {
      isSynced = await syncSchedules(ports, ports.jobs);
    } catch (error) {
      ports.log.error('The schedules in code could not be looked at; the next run tries again', {
        error: String(error),
      });
    }
  }

  return async (deadline) => {
    if (!isSynced) await sync();
    const isComplete = await planSchedules(ports, deadline);
    if (!isComplete) ports.log.warn('Not every schedule is planned; the next run goes on');
  };
}
