import { App } from 'aws-cdk-lib';
import { ErrandStack } from 'errand/infra';
import { jobs } from '../jobs/index.ts';

const app = new App();

new ErrandStack(app, 'MyJobs', {
  description: 'Background jobs of my-jobs',
  jobs,
});
