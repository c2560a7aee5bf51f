import { App } from 'aws-cdk-lib';
import { ConformanceStack } from './conformance-stack.ts';

const app = new App();
new ConformanceStack(app, 'ErrandConformance', {
  description: 'Errand: a probe of what queues, event source mappings and tables do',
});
