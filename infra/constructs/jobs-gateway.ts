import { Size } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  type MethodOptions,
  RestApi,
  type RestApiProps,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { stackDefaults } from '../stack-defaults.ts';
import type { JobFunction } from './job-function.ts';

export interface GatewayThrottles {
  /** Of all calls together. @default - 1,000 a second, in bursts of 2,000 */
  readonly throttle?: ThrottleSettings | undefined;
  /**
   * Of `GET /jobs/{id}`, which may wait for 20 s: its rate times 20 is how many functions wait at most. An
   * account usually has 1,000 at once, a new one perhaps 10. @default - 25 a second, in bursts of 50
   */
  readonly waitThrottle?: ThrottleSettings | undefined;
}

interface GatewayProps extends GatewayThrottles, Pick<RestApiProps, 'description' | 'policy'> {
  /** Not an identifier, but the metrics of a gateway go by it: equal names would add up. */
  readonly name: string;
  readonly tracing: boolean | undefined;
}

/** A gateway in front of the API's functions, with stage `v1`; its paths are still to be added. */
export function createGateway(
  scope: Construct,
  { name, tracing, throttle, waitThrottle, ...props }: GatewayProps,
): RestApi {
  const { rateLimit, burstLimit } = { ...stackDefaults.throttle, ...throttle };
  const waiting = { ...stackDefaults.waitThrottle, ...waitThrottle };
  return new RestApi(scope, 'Gateway', {
    ...props,
    restApiName: name,
    endpointConfiguration: { types: [EndpointType.REGIONAL] },
    // Lists, the OpenAPI document and the dashboard's script are a third of their size; less is not worth it.
    minCompressionSize: Size.kibibytes(1),
    deployOptions: {
      stageName: 'v1',
      ...(tracing && { tracingEnabled: true }),
      throttlingRateLimit: rateLimit,
      throttlingBurstLimit: burstLimit,
      methodOptions: {
        '/jobs/{id}/GET': {
          throttlingRateLimit: waiting.rateLimit,
          throttlingBurstLimit: waiting.burstLimit,
        },
      },
    },
  });
}

export interface ApiFunctions {
  readonly function: JobFunction;
  /** For `GET /jobs/{id}`. */
  readonly waitingFunction: JobFunction;
}

/** A resource takes every method and all paths below it from the `{proxy+}` at the root. */
export function addRoutes(
  { root }: RestApi,
  functions: ApiFunctions,
  defaultMethodOptions: MethodOptions = {},
): void {
  const answering = integrationOf(functions.function);
  const jobs = root.addResource('jobs');
  const job = jobs.addResource('{id}');
  for (const resource of [root, jobs, job]) {
    resource.addMethod('ANY', answering, defaultMethodOptions);
  }
  for (const resource of [root, job]) {
    resource.addProxy({ defaultIntegration: answering, defaultMethodOptions });
  }
  job.addMethod('GET', integrationOf(functions.waitingFunction), defaultMethodOptions);
}

function integrationOf({ lambda }: JobFunction): LambdaIntegration {
  // One permission for all methods of the API, and not two for each: a function's policy has 20 KB.
  return new LambdaIntegration(lambda, { scopePermissionToMethod: false });
}
