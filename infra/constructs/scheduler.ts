import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { chunksOf } from '../../functions/core/chunks-of.ts';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface SchedulerProps {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
  /** Of the due index. */
  readonly shards: number;
}

/** Of one rule. */
const mostTargets = 5;

/** The function that sends what has become due, and the rules that start it, once for each shard. */
export class Scheduler extends Construct {
  readonly function: JobFunction;

  constructor(scope: Construct, id: string, { defaults, table, queues, shards }: SchedulerProps) {
    super(scope, id);
    this.function = new JobFunction(this, 'Scheduler', {
      defaults,
      folder: 'scheduler',
      description: 'Sends the jobs whose time has come',
      // As the rule's period: a run that takes longer would be doubled by the next one.
      timeout: Duration.minutes(1),
    });
    table.grant(this.function, 'GetItem', 'BatchGetItem', 'UpdateItem');
    // Schedules: their rows, and the jobs of Errand's own that fire them.
    table.grant(this.function, 'Query', 'PutItem');
    table.grantQuery(this.function, 'attention');
    table.grantScan(this.function, 'timeline');
    for (const queue of queues) queue.grantSend(this.function);
    const all = Array.from({ length: shards }, (_, shard) => shard);
    for (const [place, some] of chunksOf(all, mostTargets).entries()) {
      new Rule(this, `EveryMinute-${place}`, {
        schedule: Schedule.rate(Duration.minutes(1)),
        targets: some.map((shard) => this.#target(shard)),
      });
    }
  }

  #target(shard: number): LambdaFunction {
    return new LambdaFunction(this.function.lambda, {
      event: RuleTargetInput.fromObject({ shard }),
      // A run that was missed is made good by the next.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
  }
}
