import { Duration } from 'aws-cdk-lib';
import { type EventSourceMapping, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ItemKind } from '../../functions/aws/table-keys.ts';
import { systemQueue } from '../../functions/core/queue-settings.ts';
import { addEventSource } from './event-source.ts';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export interface WorkerProps {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  /** The queue whose jobs it runs. */
  readonly queue: JobQueue;
  /** Those that its jobs may enqueue to: a job of a user's may enqueue any type but Errand's own. */
  readonly queues: readonly JobQueue[];
}

/** The function that runs the jobs of one queue. */
export class Worker extends Construct {
  readonly function: JobFunction;
  readonly queueName: string;
  /** Hands it the messages of its queue. */
  readonly messages: EventSourceMapping;

  constructor(scope: Construct, id: string, { defaults, table, queue, queues }: WorkerProps) {
    super(scope, id);
    const { name, timeout, memory, concurrency, batch, window } = queue.settings;
    this.queueName = name;
    this.function = new JobFunction(this, 'Worker', {
      defaults,
      folder: 'worker',
      description: `Runs the jobs of queue '${name}'`,
      timeout: wholeSeconds(timeout),
      memorySize: memory,
      environment: { QUEUE: name },
      // Jobs enqueue jobs, and a retry is a new message. Lambda takes both for a loop after 16 rounds, and
      // drops the message. What bounds them is the attempts of a job and the depth of its children.
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    const actions = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'] as const;
    table.grantItems(this.function, itemsOf(queue), ...actions);
    // Errand's own jobs look for other jobs.
    if (queue.settings.name === systemQueue.name) table.grantQuery(this.function, 'attention');
    for (const target of queues) target.grantSend(this.function);
    this.messages = addEventSource(this.function, 'Messages', queue.queue, {
      batchSize: batch,
      maxConcurrency: concurrency,
      maxBatchingWindow: wholeSeconds(window),
    });
  }
}

/** What a user's jobs run with makes no keys, and changes no schedule. */
function itemsOf({ isSystem }: JobQueue): readonly ItemKind[] {
  return isSystem ? ['job', 'stats', 'schedules'] : ['job', 'stats'];
}

/** The next whole second: AWS takes no part of one. */
function wholeSeconds(milliseconds: number): Duration {
  return Duration.seconds(Math.ceil(milliseconds / 1_000));
}
