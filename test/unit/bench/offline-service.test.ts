import { expect, it } from 'vitest';
import { type DeployedFunction, functionsOf } from '../../../bench/peers/offline/functions-of.ts';
import { offlineService } from '../../../bench/peers/offline/offline-service.ts';

const settings = {
  endpoint: 'http://127.0.0.1:4566',
  httpPort: 3_000,
  lambdaPort: 3_002,
  batchSize: 10,
};

const api = deployed({
  name: 'Api1',
  description: 'Answers the HTTP API',
  environment: { TABLE_NAME: 'Jobs1', KEY_LIMIT: '200/400' },
});
const waiting = deployed({ name: 'Waiting1', description: 'Waits for jobs' });
const worker = deployed({
  name: 'Worker1',
  queues: [{ arn: 'arn:aws:sqs:us-east-1:000000000000:Queue1', batchSize: 10 }],
});

it('has each function of the stack with its bundle, its settings as deployed, and its queues', () => {
  const functions = functionsOf({
    template: {
      Resources: {
        Table: {},
        Worker: {
          Metadata: { 'aws:asset:path': 'asset.12ab' },
          Properties: { Description: 'Runs the jobs of a queue' },
        },
      },
    },
    logicalIds: new Map([['Worker1', 'Worker']]),
    functions: [
      {
        FunctionName: 'Worker1',
        Handler: 'index.handler',
        Timeout: 20,
        MemorySize: 512,
        Environment: { Variables: { QUEUE: 'demo' } },
      },
    ],
    mappings: [
      { FunctionArn: 'arn:aws:lambda:::function:Worker1', EventSourceArn: 'a:1', BatchSize: 10 },
      { FunctionArn: 'arn:aws:lambda:::function:OtherWorker1', EventSourceArn: 'a:2' },
    ],
  });

  expect(functions).toEqual([
    {
      name: 'Worker1',
      description: 'Runs the jobs of a queue',
      handler: 'cdk.out/asset.12ab/index.handler',
      timeout: 20,
      memorySize: 512,
      environment: { QUEUE: 'demo' },
      queues: [{ arn: 'a:1', batchSize: 10 }],
    },
  ]);
});

it('refuses a function whose bundle the template does not have', () => {
  const functions = [{ FunctionName: 'Worker1' }];
  const empty = { template: { Resources: {} }, logicalIds: new Map(), mappings: [] };

  expect(() => functionsOf({ ...empty, functions })).toThrow(
    "The template has no bundle of the function 'Worker1'",
  );
});

it('leads the waiting look-ups to the function for them, and all other paths to the API', () => {
  const service = offlineService([api, waiting], settings);

  expect(service).toMatchObject({
    provider: { stage: 'v1' },
    functions: {
      function0: { name: 'Api1', events: [{ http: { method: 'any', path: '/{proxy+}' } }] },
      function1: { name: 'Waiting1', events: [{ http: { method: 'get', path: '/jobs/{id}' } }] },
    },
  });
});

it('keeps the environment, but for the limit of a key, which the local server has', () => {
  const service = offlineService([api, waiting], settings);

  expect(service).toHaveProperty('functions.function0.environment', {
    TABLE_NAME: 'Jobs1',
    KEY_LIMIT: '10000/20000',
  });
  expect(service).toHaveProperty('functions.function1.environment', {});
});

it.each([
  [10, 10],
  [1, 1],
  [100, 10],
])(
  'asks for batches of at most %i messages as batches of %i, the stack having ten',
  (asked, got) => {
    const service = offlineService([api, waiting, worker], { ...settings, batchSize: asked });

    expect(service).toHaveProperty('functions.function2.events', [
      {
        sqs: {
          arn: 'arn:aws:sqs:us-east-1:000000000000:Queue1',
          batchSize: got,
          functionResponseType: 'ReportBatchItemFailures',
        },
      },
    ]);
  },
);

it('leaves out what nothing calls', () => {
  const service = offlineService([api, waiting, deployed({ name: 'Scheduler1' })], settings);

  expect(JSON.stringify(service)).not.toContain('Scheduler1');
});

it('refuses a stack in which it does not find the functions of the API', () => {
  expect(() => offlineService([api, worker], settings)).toThrow(
    "No function says of itself 'Waits for jobs'",
  );
});

function deployed(known: Partial<DeployedFunction>): DeployedFunction {
  return {
    name: 'Function1',
    description: '',
    handler: 'cdk.out/asset.1/index.handler',
    timeout: 29,
    memorySize: 512,
    environment: {},
    queues: [],
    ...known,
  };
}
