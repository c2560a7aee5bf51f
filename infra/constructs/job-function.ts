import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  type RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { stackDefaults } from '../stack-defaults.ts';
import { environmentFaults } from './environment-size.ts';
import { type FunctionSource, functionCode } from './function-code.ts';
import { metricNamespace } from './job-metric.ts';

/** What all functions of a stack have in common. */
export interface FunctionDefaults extends FunctionSource {
  readonly environment: Readonly<Record<string, string>>;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays | undefined;
  /** What becomes of the logs when the stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy | undefined;
  /** Whether X-Ray sees invocations, and the attempts of jobs. @default false */
  readonly tracing?: boolean | undefined;
}

export interface JobFunctionProps {
  readonly defaults: FunctionDefaults;
  /** The folder below `functions/` that holds its code. */
  readonly folder: 'api' | 'worker' | 'dead-letter' | 'scheduler';
  /** The module in it that exports `handler`. @default 'handler' */
  readonly entry?: string;
  readonly description: string;
  readonly timeout: Duration;
  /** MB, 128 to 10,240. @default 512 */
  readonly memorySize?: number;
  /** Added to those that all functions have. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - Lambda ends what looks like a loop after 16 rounds */
  readonly recursiveLoop?: RecursiveLoop;
}

/** A function that may write its own log, and nothing else until it is granted. */
export class JobFunction extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly logGroupName: string;
  readonly grantPrincipal: IPrincipal;

  constructor(
    scope: Construct,
    id: string,
    { defaults, folder, entry = 'handler', ...props }: JobFunctionProps,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: defaults.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: defaults.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.logGroupName = logGroup.logGroupName;
    // A role of its own, for the managed policy that CDK would choose can write every log of the account.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;
    this.lambda = new LambdaFunction(this, 'Function', {
      memorySize: stackDefaults.functionMemory,
      ...props,
      environment: {
        ...environmentOf(this, folder),
        ...defaults.environment,
        ...(defaults.tracing && { TRACING: 'xray' }),
        ...props.environment,
      },
      ...(defaults.tracing && { tracing: Tracing.ACTIVE }),
      code: functionCode(defaults, folder, entry),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda's own lines about each start and end would cost more than what the function does.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    if (defaults.tracing) this.#acknowledgeTracing();
    // At synth, when all variables are set.
    this.node.addValidation({ validate: () => [...environmentFaults(this.lambda)] });
  }

  #acknowledgeTracing(): void {
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords take no resource but *.',
    });
  }
}

function environmentOf(scope: Construct, folder: string): Readonly<Record<string, string>> {
  return {
    METRICS_NAMESPACE: metricNamespace(scope),
    LOG_SERVICE: folder,
  };
}
