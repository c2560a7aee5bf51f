import { fileURLToPath } from 'node:url';
import { CfnOutput, type Duration, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { RestApi, type ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { IamCaller } from '../functions/api/iam-access.ts';
import type { TokenIssuer } from '../functions/api/tokens/token-issuer.ts';
import { defaultRetention } from '../functions/core/job-record.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import { findJobsModule } from '../functions/find-jobs-module.ts';
import { propFaults } from './check-props.ts';
import { faultsOf, type Settings } from './check-settings.ts';
import { addAlarms } from './constructs/alarms.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import type { FunctionSource } from './constructs/function-code.ts';
import { functionEnvironment, producerEnvironment } from './constructs/function-environment.ts';
import { IamApi } from './constructs/iam-api.ts';
import { JobFunction } from './constructs/job-function.ts';
import { JobQueue } from './constructs/job-queue.ts';
import { JobTable } from './constructs/job-table.ts';
import { type GatewayKind, JobsApi } from './constructs/jobs-api.ts';
import { Scheduler } from './constructs/scheduler.ts';
import type { StackParts } from './constructs/stack-parts.ts';
import { Worker } from './constructs/worker.ts';
import { stackDefaults } from './stack-defaults.ts';

export interface ErrandStackProps extends StackProps {
  /** The job types, and the queues that they run on. */
  readonly jobs: JobRegistry;
  /**
   * The module that exports `jobs`, as a path.
   * @default - jobs/index.ts in the working folder, or what `errand.jobs` of its package.json names
   */
  readonly jobsModule?: string;
  /** How long jobs that succeeded or were cancelled are kept, more than 14 days. @default Duration.days(30) */
  readonly keepDone?: Duration;
  /** How long failed jobs are kept, more than 14 days. @default Duration.days(90) */
  readonly keepFailed?: Duration;
  /**
   * Partitions of the index of due jobs. Each has a run of the scheduler of its own, which sends some 140 jobs
   * a second. May only grow. @default 4
   */
  readonly dueShards?: number;
  /** Partitions of each tenant's list of jobs, each good for 1,000 jobs a second. May only grow. @default 4 */
  readonly timelineShards?: number;
  /**
   * Of each of the two functions of the API, in MB, 128 to 10,240. Less makes requests that wait cheaper and
   * all of them slower, most of all the first of an environment and long lists: see docs/cost.md. @default 384
   */
  readonly apiMemory?: number;
  /**
   * What of API Gateway is in front of the API. An HTTP API costs $1.00 for a million requests and not $3.50,
   * and does less: see docs/operate-on-aws.md. Another one has another address. @default 'rest'
   */
  readonly gateway?: GatewayKind;
  /** Of all calls of the API together. @default - 1,000 a second, in bursts of 2,000 */
  readonly throttle?: ThrottleSettings;
  /** Of `GET /jobs/{id}`, which may keep a function for 20 s. @default - 25 a second, in bursts of 50 */
  readonly waitThrottle?: ThrottleSettings;
  /** Origins whose pages may call the API, such as `https://app.example.com`, ten at most. @default - none */
  readonly allowedOrigins?: readonly string[];
  /**
   * Of each key's requests. Each environment of a function counts for itself, so it is approximate: many at
   * once let through as many times more. @default - 200 a second, in bursts of 400
   */
  readonly keyThrottle?: ThrottleSettings;
  /** Whose JSON Web Tokens open the API, beside its keys, see docs/callers.md. @default - nobody's */
  readonly tokenIssuer?: TokenIssuer;
  /**
   * Roles and users of this account that may call the API with signed requests (SigV4), at an address of its
   * own, see docs/callers.md. @default - there is no such address
   */
  readonly iamCallers?: readonly IamCaller[];
  /** Told by every alarm. @default - the alarms only show in CloudWatch */
  readonly alarmTopic?: ITopic;
  /** An alarm is $0.10 a month, and a stack with two queues has 45. @default true */
  readonly alarms?: boolean;
  /** One page of CloudWatch with all numbers of the stack, for $3 a month. @default true */
  readonly dashboard?: boolean;
  /**
   * Whether X-Ray shows requests and the attempts of their jobs as one trace. It records the first request of
   * each second and 5 % of the others, at $5 a million. @default false
   */
  readonly tracing?: boolean;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays;
  /** What becomes of records and logs when the stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** Background jobs: the HTTP API, the queues, their workers, and the table of records. */
export class ErrandStack extends Stack {
  readonly table: JobTable;
  /** Those of the job types, and Errand's own. */
  readonly queues: readonly JobQueue[];
  readonly api: JobsApi;
  /** The API for signed requests; undefined without `iamCallers`. */
  readonly iamApi: IamApi | undefined;
  readonly #producerEnvironment: Readonly<Record<string, string>>;

  /** Throws if a setting is not safe, with a sentence for each fault. */
  constructor(scope: Construct, id: string, props: ErrandStackProps) {
    super(scope, id, props);
    refuse(propFaults(props));
    const settings = settingsOf(props);
    refuse(faultsOf(settings));
    const { allowedOrigins, keyThrottle, throttle, tokenIssuer, waitThrottle } = props;
    const { logRetention, removalPolicy, tracing } = props;
    this.table = new JobTable(this, 'Jobs', { removalPolicy });
    this.queues = Object.values(settings.jobs.queues).map(
      (queue) => new JobQueue(this, `Queue-${queue.name}`, { settings: queue }),
    );
    const environment = functionEnvironment(settings, this.table, this.queues);
    const parts = {
      defaults: {
        ...sourceOf(props),
        environment,
        logRetention,
        removalPolicy,
        tracing,
      },
      table: this.table,
      queues: this.queues,
    };
    const userQueues = this.queues.filter(({ isSystem }) => !isSystem);
    this.#producerEnvironment = producerEnvironment(settings, this.table, userQueues);
    const workers = this.queues.map((queue) => {
      const targets = queue.isSystem ? [...userQueues, queue] : userQueues;
      const props = { ...parts, queue, queues: targets };
      return new Worker(this, `Worker-${queue.settings.name}`, props);
    });
    new DeadLetters(this, 'DeadLetters', parts);
    const scheduler = new Scheduler(this, 'Scheduler', { ...parts, shards: settings.dueShards });
    const { gateway } = settings;
    const access = { gateway, throttle, waitThrottle, keyThrottle, tokenIssuer, allowedOrigins };
    const memory = settings.apiMemory;
    this.api = new JobsApi(this, 'Api', { ...parts, workers, memory, ...access });
    this.iamApi = this.#createIamApi(props);
    this.#watch(props, { workers, scheduler });
    new CfnOutput(this, 'ApiUrl', { value: this.api.url });
    new CfnOutput(this, 'ApiId', { value: apiIdOf(this.api) });
    new CfnOutput(this, 'TableName', { value: this.table.table.tableName });
    // What `enqueuerFromEnvironment` needs besides, in a program of the same account.
    new CfnOutput(this, 'Queues', { value: environment.QUEUES });
  }

  /**
   * Lets `grantee` enqueue jobs from inside the account, for any tenant: send messages, and write and read
   * what belongs to jobs, no other items. A Lambda function also gets the variables that `enqueuerFromEnvironment` reads; any other program
   * is told them by docs/callers.md.
   */
  grantEnqueue(grantee: IGrantable): Grant {
    if (grantee instanceof LambdaFunction) {
      for (const [name, value] of Object.entries(this.#producerEnvironment)) {
        grantee.addEnvironment(name, value);
      }
    }
    const records = this.table.grantItems(grantee, ['job'], 'BatchGetItem', 'PutItem');
    return this.queues
      .filter(({ isSystem }) => !isSystem)
      .reduce((grants, queue) => grants.combine(queue.grantSend(grantee)), records);
  }

  /** Lets `grantee` call the API with signed requests. Throws if the stack has no `iamCallers`. */
  grantCall(grantee: IGrantable): Grant {
    if (this.iamApi !== undefined) return this.iamApi.grantCall(grantee);
    throw new Error(
      'The stack takes no signed requests: name those who may send them in iamCallers',
    );
  }

  #createIamApi({ iamCallers: callers, ...props }: ErrandStackProps): IamApi | undefined {
    if (callers === undefined) return undefined;
    const { throttle, waitThrottle, tracing } = props;
    const settings = { callers, throttle, waitThrottle, tracing };
    const iamApi = new IamApi(this, 'IamApi', { functions: this.api, ...settings });
    new CfnOutput(this, 'IamApiUrl', { value: iamApi.gateway.url });
    return iamApi;
  }

  #watch(
    { alarms = true, dashboard = true, alarmTopic }: ErrandStackProps,
    made: Pick<StackParts, 'workers' | 'scheduler'>,
  ): void {
    const functions = this.node.findAll().filter((node) => node instanceof JobFunction);
    const parts = { ...made, table: this.table, queues: this.queues, api: this.api, functions };
    if (alarms) addAlarms(parts, alarmTopic);
    if (dashboard) new Dashboard(this, 'Dashboard', parts);
  }
}

function settingsOf(props: ErrandStackProps): Settings {
  const { keepDone, keepFailed } = props;
  const { dueShards = stackDefaults.dueShards, timelineShards = stackDefaults.timelineShards } =
    props;
  return {
    jobs: props.jobs,
    retention: {
      done: keepDone?.toMilliseconds() ?? defaultRetention.done,
      failed: keepFailed?.toMilliseconds() ?? defaultRetention.failed,
    },
    dueShards,
    timelineShards,
    apiMemory: props.apiMemory ?? stackDefaults.apiMemory,
    gateway: props.gateway ?? 'rest',
    allowedOrigins: props.allowedOrigins ?? [],
    tokenIssuer: props.tokenIssuer,
    iamCallers: props.iamCallers ?? [],
  };
}

function apiIdOf({ gateway }: JobsApi): string {
  return gateway instanceof RestApi ? gateway.restApiId : gateway.apiId;
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
}

function sourceOf({ jobs, jobsModule }: ErrandStackProps): FunctionSource {
  return { functionsDir, jobs, jobsModule: jobsModule ?? findJobsModule(process.cwd()) };
}

const functionsDir = fileURLToPath(new URL('../functions', import.meta.url));
