import { Duration } from 'aws-cdk-lib';
import { day, minute, second } from '../../functions/core/duration.ts';
import type { AddAlarm } from './alarm.ts';
import { jobMetric } from './job-metric.ts';
import type { JobQueue } from './job-queue.ts';

const period = Duration.minutes(5);

/** A message may wait 15 minutes for its time, and lie as long with a function as that runs. */
const patience = 15 * minute + 10 * minute;

/** Half of what SQS keeps a message: time enough to mend what holds the queue up. */
const lastCall = 7 * day;

/** What can go wrong with the jobs of a queue. */
export function addQueueAlarms(add: AddAlarm, watched: JobQueue): void {
  const { queue, deadLetters } = watched;
  const { name, timeout } = watched.settings;
  add(watched, 'FailedJobs', {
    metric: jobMetric(watched, name, 'failed'),
    description: `Jobs of queue '${name}' have failed for good.`,
  });
  add(watched, 'OldestMessage', {
    metric: queue.metricApproximateAgeOfOldestMessage({ period }),
    threshold: (patience + timeout) / second,
    description: `Queue '${name}' has a backlog: its jobs come faster than its functions end them, or it is paused.`,
  });
  add(watched, 'ExpiringMessages', {
    metric: queue.metricApproximateAgeOfOldestMessage({ period }),
    threshold: lastCall / second,
    description: `A message of queue '${name}' has waited for 7 days, and SQS deletes it after 14.`,
  });
  add(watched, 'DeadLettersStay', {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
    periods: 3,
    description: `The dead-letter queue of '${name}' has not been emptied for 15 minutes.`,
  });
}
