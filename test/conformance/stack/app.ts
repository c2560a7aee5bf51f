import { App } from 'aws-cdk-lib';
import { stackName } from '../lanes.ts';
import { ConformanceStack } from './conformance-stack.ts';

const app = new App();
new ConformanceStack(app, stackName, {
  description: 'Errand: a probe of what queues, event source mappings and tables do',
});
