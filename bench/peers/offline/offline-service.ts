import type { DeployedFunction } from './functions-of.ts';

export interface OfflineSettings {
  /** Of SQS. */
  readonly endpoint: string;
  readonly httpPort: number;
  /** Of the API of its Lambda, which nobody here calls. */
  readonly lambdaPort: number;
  /** Messages for one invocation at most, if the stack does not say fewer. */
  readonly batchSize: number;
}

/** Paths of the functions that the stack's gateway calls, by what these say of themselves. */
const routes: Readonly<Record<string, object>> = {
  'Answers the HTTP API': { method: 'any', path: '/{proxy+}' },
  'Waits for jobs': { method: 'get', path: '/jobs/{id}' },
};

/** As the local server has it: the stack's own is for an environment that does not get every call. */
const keyLimit = '10000/20000';

/**
 * The `serverless.json` by which serverless-offline runs a stack's functions. What is called neither over HTTP nor by a
 * queue is not in it. Throws if the API is missing.
 */
export function offlineService(
  functions: readonly DeployedFunction[],
  { endpoint, httpPort, lambdaPort, batchSize }: OfflineSettings,
): object {
  const missing = Object.keys(routes).filter(
    (route) => !functions.some(({ description }) => description === route),
  );
  if (missing.length > 0) throw new Error(`No function says of itself '${missing.join("' or '")}'`);
  const called = functions
    .map((one) => ({ ...one, events: eventsOf(one, batchSize) }))
    .filter(({ events }) => events.length > 0);
  return {
    service: 'errand',
    // The newest that it knows; it runs on the Node that it is started with.
    provider: { name: 'aws', region: 'us-east-1', stage: 'v1', runtime: 'nodejs22.x' },
    plugins: ['serverless-offline', 'serverless-offline-sqs'],
    custom: {
      'serverless-offline': { host: '127.0.0.1', httpPort, lambdaPort, noSponsor: true },
      'serverless-offline-sqs': { endpoint },
    },
    functions: Object.fromEntries(called.map((one, place) => [`function${place}`, shown(one)])),
  };
}

function eventsOf({ description, queues }: DeployedFunction, batchSize: number): readonly object[] {
  const http = routes[description];
  return [
    ...(http === undefined ? [] : [{ http }]),
    ...queues.map((queue) => ({
      sqs: {
        arn: queue.arn,
        batchSize: Math.min(queue.batchSize, batchSize),
        functionResponseType: 'ReportBatchItemFailures',
      },
    })),
  ];
}

function shown(one: DeployedFunction & { readonly events: readonly object[] }): object {
  const { name, handler, timeout, memorySize, environment, events } = one;
  const limit = environment.KEY_LIMIT === undefined ? {} : { KEY_LIMIT: keyLimit };
  return { name, handler, timeout, memorySize, environment: { ...environment, ...limit }, events };
}
