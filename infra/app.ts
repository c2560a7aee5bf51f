import { App, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { jobs } from '../functions/jobs/index.ts';
import type { GatewayKind } from './constructs/jobs-api.ts';
import { ErrandStack } from './errand-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

const name: string = app.node.tryGetContext('name') ?? 'Errand';
/** `-c dev=true`: a stack to try things with, of which nothing is left when it is deleted. */
const dev = String(app.node.tryGetContext('dev') ?? false) === 'true';

/** `-c gateway=http`: an HTTP API in place of a REST API. */
const gateway = gatewayKind(app.node.tryGetContext('gateway') ?? 'rest');

new ErrandStack(app, name, {
  description: 'Errand: background jobs',
  jobs,
  gateway,
  terminationProtection: !dev,
  ...(dev && { removalPolicy: RemovalPolicy.DESTROY, logRetention: RetentionDays.ONE_WEEK }),
});

function gatewayKind(value: unknown): GatewayKind {
  if (value === 'rest' || value === 'http') return value;
  throw new RangeError(`Expected the context 'gateway' to be 'rest' or 'http', got '${value}'`);
}
