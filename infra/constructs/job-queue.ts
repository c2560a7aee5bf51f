import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { minute } from '../../functions/core/duration.ts';
import {
  isSystemQueue,
  type QueueSettings,
  visibilityMargin,
} from '../../functions/core/queue-settings.ts';
import { messageRetention } from '../check-settings.ts';
import { addAlarm } from './alarm.ts';

export interface JobQueueProps {
  readonly settings: QueueSettings;
  /** @default - the alarms only show in CloudWatch */
  readonly alarmTopic?: ITopic | undefined;
}

/** Of the function that reads the dead-letter queues, in milliseconds. */
export const deadLetterTimeout = minute;

/** A queue and its dead-letter queue. */
export class JobQueue extends Construct {
  readonly settings: QueueSettings;
  /** For Errand's own job types, whose messages nobody else may send. */
  readonly isSystem: boolean;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    this.settings = props.settings;
    this.isSystem = isSystemQueue(props.settings.name);
    this.deadLetters = new Queue(this, 'DeadLetters', settingsFor(deadLetterTimeout));
    this.queue = new Queue(this, 'Queue', {
      ...settingsFor(this.settings.timeout),
      // Attempts are counted in the record and end a job long before: this only ends what is never claimed.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 100 },
    });
    this.#addAlarms(props.alarmTopic);
  }

  /** Lets `grantee` send messages, and not read them. */
  grantSend(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.queue.queueArn],
    });
  }

  /** Lets `grantee` see how many messages there are, dead letters included. */
  grantCount(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['sqs:GetQueueAttributes'],
      resourceArns: [this.queue.queueArn, this.deadLetters.queueArn],
    });
  }

  #addAlarms(topic: ITopic | undefined): void {
    const { name, timeout } = this.settings;
    addAlarm(this, 'FailedJobs', {
      metric: new Metric({
        namespace: 'Errand',
        metricName: 'JobsFailed',
        dimensionsMap: { queue: name },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      description: `Jobs of queue '${name}' have failed for good: see GET /v1/jobs?status=failed, and retry them when the cause is mended.`,
      topic,
    });
    addAlarm(this, 'OldestMessage', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5) }),
      // A message may wait 15 minutes for its time and lie as long with a function as it runs.
      threshold: (15 * minute + timeout + 10 * minute) / 1_000,
      description: `Queue '${name}' has a backlog: its jobs come faster than its functions end them. Raise its concurrency, or give slow jobs a queue of their own.`,
      topic,
    });
    addAlarm(this, 'DeadLettersStay', {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
      }),
      periods: 3,
      description: `The dead-letter queue of '${name}' has not been emptied for 15 minutes: the dead-letter function fails, see its log.`,
      topic,
    });
  }
}

function settingsFor(functionTimeout: number): QueueProps {
  return {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Long enough that a message never shows again while its function may still run; the lease protects.
    visibilityTimeout: Duration.millis(functionTimeout + visibilityMargin),
    // The longest there is, for both: in its dead-letter queue a message keeps the age that it had.
    retentionPeriod: Duration.millis(messageRetention),
  };
}
