import { App, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { jobs } from '../functions/jobs/index.ts';
import { ErrandStack } from './errand-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

const name: string = app.node.tryGetContext('name') ?? 'Errand';
/** `-c dev=true`: a stack to try things with, of which nothing is left when it is deleted. */
const dev = String(app.node.tryGetContext('dev') ?? false) === 'true';

new ErrandStack(app, name, {
  description: 'Errand: background jobs',
  jobs,
  terminationProtection: !dev,
  ...(dev && { removalPolicy: RemovalPolicy.DESTROY, logRetention: RetentionDays.ONE_WEEK }),
});
