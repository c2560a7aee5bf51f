import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addEventSource } from './event-source.ts';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import { deadLetterTimeout, type JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface DeadLettersProps {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
}

/** The function that records what became of messages that were never claimed or never settled. */
export class DeadLetters extends Construct {
  readonly function: JobFunction;

  constructor(scope: Construct, id: string, { defaults, table, queues }: DeadLettersProps) {
    super(scope, id);
    this.function = new JobFunction(this, 'DeadLetter', {
      defaults,
      folder: 'dead-letter',
      description: 'Records the jobs of dead messages as failed',
      timeout: Duration.millis(deadLetterTimeout),
      memorySize: 256,
    });
    table.grantItems(this.function, ['job', 'stats'], 'GetItem', 'PutItem', 'UpdateItem');
    for (const { settings, deadLetters } of queues) {
      addEventSource(this.function, `Messages-${settings.name}`, deadLetters, {
        batchSize: 10,
        maxConcurrency: 2,
      });
    }
  }
}
