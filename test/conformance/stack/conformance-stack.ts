import { join } from 'node:path';
import {
  AssetHashType,
  CfnOutput,
  DockerImage,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundleFunction } from '../../../functions/bundle.ts';
import { JobTable } from '../../../infra/constructs/job-table.ts';
import { functionSeconds, type LaneSettings, lanes, visibilitySeconds } from '../lanes.ts';

const probe = join(import.meta.dirname, '..', 'probe');

/** A table as Errand's, and a probe that reads a queue for each lane. Nothing is left when it is deleted. */
export class ConformanceStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { table } = new JobTable(this, 'Table', { removalPolicy: RemovalPolicy.DESTROY });
    const added = Object.entries<LaneSettings>(lanes).map(([name, settings]) => ({
      ...this.#addQueues(name, settings),
      name,
      settings,
    }));
    const queueUrls = this.toJsonString(
      Object.fromEntries(added.map(({ name, queue }) => [name, queue.queueUrl])),
    );
    const lambda = this.#addProbe({ TABLE_NAME: table.tableName, QUEUE_URLS: queueUrls });
    table.grantReadWriteData(lambda);
    for (const lane of added) {
      lane.queue.grantConsumeMessages(lambda);
      const mapping = new EventSourceMapping(this, `Messages-${lane.name}`, {
        target: lambda,
        eventSourceArn: lane.queue.queueArn,
        batchSize: lane.settings.batchSize ?? 10,
        maxConcurrency: lane.settings.maxConcurrency ?? 5,
        reportBatchItemFailures: true,
      });
      this.#output(`Lane${lane.name}`, {
        url: lane.queue.queueUrl,
        arn: lane.queue.queueArn,
        deadLetterUrl: lane.deadLetters?.queueUrl ?? '',
        mapping: mapping.eventSourceMappingId,
      });
    }
    new CfnOutput(this, 'TableName', { value: table.tableName });
  }

  #addQueues(name: string, { maxReceiveCount }: LaneSettings) {
    const deadLetters =
      maxReceiveCount === undefined ? undefined : new Queue(this, `DeadLetters-${name}`);
    const queue = new Queue(this, `Queue-${name}`, {
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      ...(deadLetters &&
        maxReceiveCount && { deadLetterQueue: { queue: deadLetters, maxReceiveCount } }),
    });
    return { queue, deadLetters };
  }

  #addProbe(environment: Record<string, string>): LambdaFunction {
    return new LambdaFunction(this, 'Probe', {
      code: Code.fromAsset(probe, {
        assetHashType: AssetHashType.OUTPUT,
        bundling: {
          // CDK asks for an image, but takes one only if `tryBundle` answers false.
          image: DockerImage.fromRegistry('unused'),
          local: {
            tryBundle(outdir) {
              bundleFunction({ entry: join(probe, 'handler.ts'), outdir });
              return true;
            },
          },
        },
      }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(functionSeconds),
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_DAY,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      environment,
    });
  }

  #output(name: string, value: object): void {
    new CfnOutput(this, name, { value: this.toJsonString(value) });
  }
}
