import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  RestApi,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigateway';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { readRateLimit } from '../../functions/api/read-rate-limit.ts';
import { acknowledgeGatewayExceptions } from './gateway-exceptions.ts';
import { addGatewayProblems } from './gateway-problems.ts';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import { letPause } from './let-pause.ts';
import type { Worker } from './worker.ts';

export interface JobsApiProps {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
  /** Those whose queues can be paused. */
  readonly workers: readonly Worker[];
  /** Of all calls together. @default - 1,000 a second, in bursts of 2,000 */
  readonly throttle?: ThrottleSettings | undefined;
  /**
   * Of `GET /jobs/{id}`, which may wait for 20 s: its rate times 20 is how many functions wait at most. An
   * account usually has 1,000 at once, a new one perhaps 10. @default - 25 a second, in bursts of 50
   */
  readonly waitThrottle?: ThrottleSettings | undefined;
  /** Of each key's requests, in each environment of a function. @default - 200 a second, in bursts of 400 */
  readonly keyThrottle?: ThrottleSettings | undefined;
}

/** The gateway gives up after 29 s. */
export const longestAnswer = Duration.seconds(29);

/** The HTTP API. Keys, paths and bodies are checked by its function, which answers as it does locally. */
export class JobsApi extends Construct {
  readonly gateway: RestApi;
  readonly function: JobFunction;
  /** The same code, for the calls that wait: they must not use up what the other calls need. */
  readonly waitingFunction: JobFunction;

  constructor(scope: Construct, id: string, props: JobsApiProps) {
    super(scope, id);
    this.function = this.#createFunction('Api', 'Answers the HTTP API', 5, props);
    letPause(this.function, props.workers);
    this.waitingFunction = this.#createFunction('Waiting', 'Waits for jobs', 20, props);
    grantAll(this.function, props);
    // The key, the record and its bodies: `GET /jobs/{id}` looks at nothing else.
    props.table.grant(this.waitingFunction, 'GetItem');
    this.gateway = this.#createGateway(props);
    this.#addRoutes();
    addGatewayProblems(this.gateway);
    acknowledgeGatewayExceptions(this.gateway);
  }

  #createFunction(
    id: string,
    description: string,
    longestWaitSeconds: number,
    { defaults, keyThrottle }: JobsApiProps,
  ): JobFunction {
    return new JobFunction(this, id, {
      defaults,
      folder: 'api',
      description,
      timeout: longestAnswer,
      environment: {
        LONGEST_WAIT_SECONDS: String(longestWaitSeconds),
        KEY_LIMIT: keyLimit(keyThrottle),
      },
    });
  }

  #createGateway({ defaults, throttle, waitThrottle }: JobsApiProps): RestApi {
    return new RestApi(this, 'Gateway', {
      // Not an identifier, but the metrics of a gateway go by it: equal names would add up.
      restApiName: Stack.of(this).stackName,
      description: 'Background jobs',
      endpointConfiguration: { types: [EndpointType.REGIONAL] },
      deployOptions: {
        stageName: 'v1',
        ...(defaults.tracing && { tracingEnabled: true }),
        throttlingRateLimit: throttle?.rateLimit ?? 1_000,
        throttlingBurstLimit: throttle?.burstLimit ?? 2_000,
        methodOptions: {
          '/jobs/{id}/GET': {
            throttlingRateLimit: waitThrottle?.rateLimit ?? 25,
            throttlingBurstLimit: waitThrottle?.burstLimit ?? 50,
          },
        },
      },
    });
  }

  /** A resource takes every method and all paths below it from the `{proxy+}` at the root. */
  #addRoutes(): void {
    const answering = integrationOf(this.function);
    const jobs = this.gateway.root.addResource('jobs');
    const job = jobs.addResource('{id}');
    for (const resource of [this.gateway.root, jobs, job]) resource.addMethod('ANY', answering);
    for (const resource of [this.gateway.root, job])
      resource.addProxy({ defaultIntegration: answering });
    job.addMethod('GET', integrationOf(this.waitingFunction));
  }
}

/** As the function reads it. Throws what it would throw there. */
function keyLimit({ rateLimit = 200, burstLimit = 400 }: ThrottleSettings = {}): string {
  const text = `${rateLimit}/${burstLimit}`;
  readRateLimit(text);
  return text;
}

function integrationOf({ lambda }: JobFunction): LambdaIntegration {
  // One permission for all methods of the API, and not two for each: a function's policy has 20 KB.
  return new LambdaIntegration(lambda, { scopePermissionToMethod: false });
}

/** What the other calls need, together. */
function grantAll(grantee: JobFunction, { table, queues }: JobsApiProps): void {
  table.grant(grantee, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query');
  table.grantQuery(grantee, 'timeline', 'attention');
  for (const queue of queues) {
    queue.grantSend(grantee);
    queue.grantCount(grantee);
  }
  grantMetrics(grantee);
}

/** The age of a queue's oldest message is a metric. */
function grantMetrics(grantee: JobFunction): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['cloudwatch:GetMetricData'],
    resourceArns: ['*'],
  });
  Validations.of(grantee).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: 'cloudwatch:GetMetricData takes no resource but *, and only reads numbers.',
  });
}
