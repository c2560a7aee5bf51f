import { Stack } from 'aws-cdk-lib';
import { AuthorizationType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AnyPrincipal,
  Effect,
  Grant,
  type IGrantable,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IamCaller } from '../../functions/api/iam-access.ts';
import { acknowledgeGatewayExceptions } from './gateway-exceptions.ts';
import { addSignedGatewayProblems } from './gateway-problems.ts';
import {
  type ApiFunctions,
  addRoutes,
  createGateway,
  type GatewayThrottles,
} from './jobs-gateway.ts';

export interface IamApiProps extends GatewayThrottles {
  /** What the API with keys runs. */
  readonly functions: ApiFunctions;
  readonly callers: readonly IamCaller[];
  readonly tracing: boolean | undefined;
}

/**
 * The HTTP API once more, for requests that are signed by a role or a user of the account (SigV4, service
 * `execute-api`). A method has one kind of authorization, so keys and signatures need a gateway each. IAM
 * decides who may call, and `callers` what for.
 */
export class IamApi extends Construct {
  readonly gateway: RestApi;

  constructor(scope: Construct, id: string, props: IamApiProps) {
    super(scope, id);
    const { functions, callers, ...settings } = props;
    this.gateway = createGateway(this, {
      ...settings,
      name: `${Stack.of(this).stackName}-iam`,
      description: 'Background jobs, for signed requests',
      policy: ownAccountOnly(Stack.of(this).account),
    });
    addRoutes(this.gateway, functions, { authorizationType: AuthorizationType.IAM });
    addSignedGatewayProblems(this.gateway);
    acknowledgeGatewayExceptions(this.gateway, signatures);
    this.#tell(functions, callers);
  }

  /** Lets `grantee` call every path. What it may do there is said by `iamCallers`. */
  grantCall(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [this.gateway.arnForExecuteApi('*', '/*', 'v1')],
    });
  }

  /** The functions know by the gateway's id that somebody has checked a signature. */
  #tell(functions: ApiFunctions, callers: readonly IamCaller[]): void {
    const access = { apiId: this.gateway.restApiId, callers };
    for (const { lambda } of [functions.function, functions.waitingFunction]) {
      lambda.addEnvironment('IAM_ACCESS', Stack.of(this).toJsonString(access));
    }
  }
}

/** It allows nothing: that is for the policies of the callers themselves. */
function ownAccountOnly(account: string): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: ['execute-api:/*'],
        conditions: { StringNotEquals: { 'aws:PrincipalAccount': account } },
      }),
    ],
  });
}

const signatures =
  'IAM checks the signature of each request, and the function what its role or user may do.';
