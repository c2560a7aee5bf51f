import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { RestApi, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TokenIssuer } from '../../functions/api/tokens/token-issuer.ts';
import { isSystemQueue } from '../../functions/core/queue-settings.ts';
import { stackDefaults } from '../stack-defaults.ts';
import { acknowledgeGatewayExceptions } from './gateway-exceptions.ts';
import { addGatewayProblems } from './gateway-problems.ts';
import { type FunctionDefaults, JobFunction } from './job-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import { addRoutes, createGateway, type GatewayThrottles } from './jobs-gateway.ts';
import { createHttpGateway } from './jobs-http-gateway.ts';
import { letPause } from './let-pause.ts';
import type { Worker } from './worker.ts';

export interface JobsApiProps extends GatewayThrottles {
  readonly defaults: FunctionDefaults;
  readonly table: JobTable;
  readonly queues: readonly JobQueue[];
  /** Those whose queues can be paused. */
  readonly workers: readonly Worker[];
  readonly gateway: GatewayKind;
  /** Of each function, in MB. */
  readonly memory: number;
  /** Those whose pages may call the API. @default - none */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Of each key's requests, in each environment of a function. @default - 200 a second, in bursts of 400 */
  readonly keyThrottle?: ThrottleSettings | undefined;
  /** @default - no tokens are taken */
  readonly tokenIssuer?: TokenIssuer | undefined;
}

interface AnsweringFunction {
  readonly entry: string;
  readonly description: string;
  readonly longestWait: Duration;
}

/** What of API Gateway is in front of the functions. */
export type GatewayKind = 'rest' | 'http';

/** The gateway gives up after 29 s. */
export const longestAnswer = Duration.seconds(29);

/** The HTTP API. Keys, paths and bodies are checked by its function, which answers as it does locally. */
export class JobsApi extends Construct {
  readonly gateway: RestApi | HttpApi;
  /** With the stage, and a slash at its end. */
  readonly url: string;
  readonly function: JobFunction;
  /** The same API, for the calls that wait: they must not use up what the other calls need. */
  readonly waitingFunction: JobFunction;

  constructor(scope: Construct, id: string, props: JobsApiProps) {
    super(scope, id);
    this.function = this.#createFunction('Api', props, {
      entry: 'enqueuing-handler',
      description: 'Answers the HTTP API',
      longestWait: Duration.seconds(5),
    });
    letPause(this.function, props.workers);
    tellLogs(this.function, props.workers);
    this.waitingFunction = this.#createFunction('Waiting', props, {
      entry: 'handler',
      description: 'Waits for jobs',
      longestWait: Duration.seconds(20),
    });
    grantAll(this.function, props);
    // The key, the record and its bodies: `GET /jobs/{id}` looks at nothing else.
    props.table.grantItems(this.waitingFunction, ['apiKey', 'job'], 'GetItem');
    const { gateway, url } =
      props.gateway === 'rest' ? this.#createRestGateway(props) : this.#createHttpGateway(props);
    this.gateway = gateway;
    this.url = url;
  }

  #createRestGateway({ defaults, throttle, waitThrottle, allowedOrigins }: JobsApiProps) {
    const { tracing } = defaults;
    const settings = { ...this.#identity(), tracing, throttle, waitThrottle };
    const gateway = createGateway(this, settings);
    addRoutes(gateway, this);
    addGatewayProblems(gateway, allowedOrigins);
    acknowledgeGatewayExceptions(gateway);
    return { gateway, url: gateway.url };
  }

  #createHttpGateway({ throttle, waitThrottle }: JobsApiProps) {
    const settings = { ...this.#identity(), functions: this, throttle, waitThrottle };
    const { gateway, stage } = createHttpGateway(this, settings);
    return { gateway, url: `${stage.url}/` };
  }

  #identity() {
    return { name: Stack.of(this).stackName, description: 'Background jobs' };
  }

  #createFunction(
    id: string,
    { defaults, memory, allowedOrigins = [], keyThrottle, tokenIssuer }: JobsApiProps,
    { entry, description, longestWait }: AnsweringFunction,
  ): JobFunction {
    return new JobFunction(this, id, {
      defaults,
      folder: 'api',
      entry,
      description,
      timeout: longestAnswer,
      memorySize: memory,
      environment: {
        LONGEST_WAIT_SECONDS: String(longestWait.toSeconds()),
        ...(allowedOrigins.length > 0 && { ALLOWED_ORIGINS: allowedOrigins.join(',') }),
        KEY_LIMIT: keyLimit(keyThrottle),
        ...(tokenIssuer && { TOKEN_ISSUER: Stack.of(this).toJsonString(tokenIssuer) }),
      },
    });
  }
}

/**
 * Where it says that people find what a job has logged. Not of Errand's own jobs, which log nothing: an
 * environment holds 4 KB.
 */
function tellLogs({ lambda }: JobFunction, workers: readonly Worker[]): void {
  const groups = workers
    .filter(({ queueName }) => !isSystemQueue(queueName))
    .map((worker) => [worker.queueName, worker.function.logGroupName]);
  lambda.addEnvironment('LOG_GROUPS', Stack.of(lambda).toJsonString(Object.fromEntries(groups)));
}

/** As the function reads it. */
function keyLimit(throttle: ThrottleSettings = {}): string {
  const { rateLimit, burstLimit } = { ...stackDefaults.keyThrottle, ...throttle };
  return `${rateLimit}/${burstLimit}`;
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
