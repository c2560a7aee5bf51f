import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface SchedulerProps {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
}

/** The function that sends what has become due, and the rule that starts it. */
export class Scheduler extends Construct {
  readonly function: JobFunction;

  constructor(scope: Construct, id: string, { defaults, table, queues }: SchedulerProps) {
    super(scope, id);
    this.function = new JobFunction(this, 'Scheduler', {
      defaults,
      folder: 'scheduler',
      description: 'Sends the jobs whose time has come',
      // As the rule's period: a run that takes longer would be doubled by the next one.
      timeout: Duration.minutes(1),
    });
    table.grant(this.function, 'BatchGetItem', 'UpdateItem');
    table.grantQuery(this.function, 'attention');
    for (const queue of queues) queue.grantSend(this.function);
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      // A run that was missed is made good by the next.
      targets: [
        new LambdaFunction(this.function.lambda, {
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });
  }
}
