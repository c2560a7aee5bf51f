import { Duration } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { stackDefaults } from '../stack-defaults.ts';
import { acknowledgeHttpGatewayExceptions } from './gateway-exceptions.ts';
import type { ApiFunctions, GatewayThrottles } from './jobs-gateway.ts';

interface HttpGatewayProps extends GatewayThrottles {
  readonly functions: ApiFunctions;
  readonly name: string;
  readonly description: string;
}

export interface HttpGateway {
  readonly gateway: HttpApi;
  readonly stage: HttpStage;
}

const waitingRoute = '/jobs/{id}';

/**
 * An HTTP API in front of the API's functions, with stage `v1`. It takes the most exact of its routes, so that
 * the three of them leave no path and no method to answers of its own.
 */
export function createHttpGateway(
  scope: Construct,
  { functions, name, description, throttle, waitThrottle }: HttpGatewayProps,
): HttpGateway {
  const gateway = new HttpApi(scope, 'Gateway', {
    apiName: name,
    description,
    createDefaultStage: false,
  });
  const answering = integrationOf('Answering', functions.function);
  for (const path of ['/', '/{proxy+}']) {
    gateway.addRoutes({ path, methods: [HttpMethod.ANY], integration: answering });
  }
  const waiting = gateway.addRoutes({
    path: waitingRoute,
    methods: [HttpMethod.GET],
    integration: integrationOf('Waiting', functions.waitingFunction),
  });
  const { rateLimit, burstLimit } = { ...stackDefaults.throttle, ...throttle };
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: gateway,
    stageName: 'v1',
    autoDeploy: true,
    throttle: { rateLimit, burstLimit },
  });
  limitRoute(stage, { ...stackDefaults.waitThrottle, ...waitThrottle });
  // A stage cannot limit a route that is not there yet.
  stage.node.addDependency(...waiting);
  acknowledgeHttpGatewayExceptions(scope);
  return { gateway, stage };
}

function limitRoute(
  stage: HttpStage,
  { rateLimit, burstLimit }: { readonly rateLimit: number; readonly burstLimit: number },
): void {
  const { defaultChild } = stage.node;
  if (!(defaultChild instanceof CfnStage)) throw new Error('A stage is made of one resource');
  defaultChild.routeSettings = {
    [`GET ${waitingRoute}`]: {
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    },
  };
}

function integrationOf(id: string, { lambda }: ApiFunctions['function']): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, lambda, {
    scopePermissionToRoute: false,
    // The longest there is.
    timeout: Duration.seconds(29),
  });
}
