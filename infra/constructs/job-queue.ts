import { Duration } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { minute, second } from '../../functions/core/duration.ts';
import {
  isSystemQueue,
  type QueueSettings,
  visibilityOf,
} from '../../functions/core/queue-settings.ts';
import { messageRetention } from '../check-settings.ts';

export interface JobQueueProps {
  readonly settings: QueueSettings;
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
    this.deadLetters = new Queue(
      this,
      'DeadLetters',
      settingsFor({ timeout: deadLetterTimeout, window: 0 }),
    );
    this.queue = new Queue(this, 'Queue', {
      ...settingsFor(this.settings),
      // Attempts are counted in the record and end a job long before: this only ends what is never claimed.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 100 },
    });
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
}

function settingsFor(source: Parameters<typeof visibilityOf>[0]): QueueProps {
  return {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Long enough that a message never shows again while its batch fills or its function may still run; the
    // lease protects. AWS takes no part of a second.
    visibilityTimeout: Duration.seconds(Math.ceil(visibilityOf(source) / second)),
    // The longest there is, for both: in its dead-letter queue a message keeps the age that it had.
    retentionPeriod: Duration.millis(messageRetention),
  };
}
