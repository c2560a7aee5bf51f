import { Duration } from 'aws-cdk-lib';
import type { AddAlarm } from './alarm.ts';
import type { JobFunction } from './job-function.ts';
import { type JobsApi, longestAnswer } from './jobs-api.ts';
import type { Scheduler } from './scheduler.ts';
import type { Worker } from './worker.ts';

const period = Duration.minutes(5);

/** What can go wrong with any function. */
export function addFunctionAlarms(add: AddAlarm, watched: JobFunction): void {
  const { lambda, node } = watched;
  add(watched, 'Errors', {
    metric: lambda.metricErrors({ period }),
    description: `Function ${node.path} failed, ran out of time or of memory.`,
  });
  add(watched, 'Throttles', {
    metric: lambda.metricThrottles({ period }),
    description: `Function ${node.path} was throttled.`,
  });
}

/** It sends to the queues that feed it, which Lambda takes for a loop unless it is told otherwise. */
export function addWorkerAlarms(add: AddAlarm, watched: Worker): void {
  const { lambda, node } = watched.function;
  add(watched, 'RecursionCut', {
    metric: lambda.metric('RecursiveInvocationsDropped', { period, statistic: 'Sum' }),
    description: `Lambda took function ${node.path} for a loop and dropped messages of jobs.`,
  });
}

export function addSchedulerAlarms(add: AddAlarm, watched: Scheduler): void {
  add(watched, 'SchedulerStopped', {
    metric: watched.function.lambda.metricInvocations({ period }),
    periods: 3,
    on: 'silence',
    description: 'The scheduler has not run for 15 minutes: no job that waits for a time is sent.',
  });
}

export function addApiAlarms(add: AddAlarm, watched: JobsApi): void {
  add(watched, 'ServerErrors', {
    metric: watched.gateway.metricServerError({ period, statistic: 'Sum' }),
    description: 'The HTTP API answers with 5xx.',
  });
  for (const answering of [watched.function, watched.waitingFunction]) {
    add(answering, 'SlowAnswers', {
      metric: answering.lambda.metricDuration({ period, statistic: 'Maximum' }),
      // Nobody is kept waiting for more than 20 s on purpose.
      threshold: longestAnswer.minus(Duration.seconds(4)).toMilliseconds(),
      description: `Function ${answering.node.path} took over 25 s for an answer, and the gateway waits for 29.`,
    });
  }
}
