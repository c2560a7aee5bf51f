import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';

const keys =
  'The function checks a key for every path that needs one: it knows the tenant and the scopes of the key, and answers an unknown path or method before it asks for one.';
const logs =
  "The functions log what they do, with the request's id. Logs of the gateway need a role that is set for the whole account, which is not for one stack to change.";

/** Rules of cdk-nag that a gateway does not keep, and why. */
const exceptions = (authorization: string): readonly Acknowledgment[] => [
  { id: 'APIG1', reason: logs },
  {
    id: 'APIG2',
    reason:
      'The function checks each body against the schema of its job type and answers a problem that names the faulty places, which the gateway cannot.',
  },
  {
    id: 'APIG3',
    reason:
      'A firewall costs more a month than the rest of a quiet stack. Whoever opens the API to the internet adds one to the stage.',
  },
  { id: 'APIG4', reason: authorization },
  { id: 'APIG6', reason: logs },
  { id: 'COG4', reason: authorization },
];

/** Of the rules there are two for an HTTP API. */
export function acknowledgeHttpGatewayExceptions(scope: Construct): void {
  acknowledge(scope, [
    { id: 'APIG1', reason: "The functions log what they do, with the request's id." },
    { id: 'APIG4', reason: keys },
  ]);
}

/** `authorization` says who checks callers, if not the function by their keys. */
export function acknowledgeGatewayExceptions(gateway: RestApi, authorization = keys): void {
  acknowledge(gateway, exceptions(authorization));
}

function acknowledge(scope: Construct, acknowledgments: readonly Acknowledgment[]): void {
  Validations.of(scope).acknowledge(
    ...acknowledgments.map(({ id, reason }) => ({
      id: `AwsSolutions::AwsSolutions-${id}`,
      reason,
    })),
  );
}
