/** A list price, without free tiers and without discounts for volume. */
export interface Price {
  readonly dollars: number;
  /** How many of `unit` that buys. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
}

const million = 1_000_000;
const awsPage = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

export const region = 'us-east-1';
/** When they were put down, some from copies of the pages that they name. */
export const pricesAsOf = '2026-11-25';

export const awsPrices = {
  restRequest: {
    dollars: 3.5,
    per: million,
    unit: 'request to a REST API',
    source: awsPage('api-gateway'),
  },
  httpRequest: {
    dollars: 1,
    per: million,
    unit: 'request to an HTTP API, for each 512 KB',
    source: awsPage('api-gateway'),
  },
  functionRequest: {
    dollars: 0.2,
    per: million,
    unit: 'invocation of a function',
    source: awsPage('lambda'),
  },
  functionTime: {
    dollars: 0.0000133334,
    per: 1,
    unit: 'GB-second of a function on Arm',
    source: awsPage('lambda'),
  },
  queueRequest: {
    dollars: 0.4,
    per: million,
    unit: 'request to SQS, for each 64 KB',
    source: awsPage('sqs'),
  },
  writeUnit: {
    dollars: 0.625,
    per: million,
    unit: 'write unit of DynamoDB, on demand: 1 KB of an item',
    source: awsPage('dynamodb'),
  },
  readUnit: {
    dollars: 0.125,
    per: million,
    unit: 'read unit of DynamoDB, on demand: 4 KB, consistent',
    source: awsPage('dynamodb'),
  },
  storage: {
    dollars: 0.25,
    per: 1,
    unit: 'GB-month in DynamoDB',
    source: awsPage('dynamodb'),
  },
  backup: {
    dollars: 0.2,
    per: 1,
    unit: 'GB-month of point-in-time recovery',
    source: awsPage('dynamodb'),
  },
  logs: {
    dollars: 0.5,
    per: 1,
    unit: 'GB of logs taken in by CloudWatch',
    source: awsPage('cloudwatch'),
  },
  metric: {
    dollars: 0.3,
    per: 1,
    unit: 'metric of its own in CloudWatch, a month',
    source: awsPage('cloudwatch'),
  },
  alarm: {
    dollars: 0.1,
    per: 1,
    unit: 'alarm in CloudWatch, a month',
    source: awsPage('cloudwatch'),
  },
  dashboard: {
    dollars: 3,
    per: 1,
    unit: 'dashboard in CloudWatch, a month',
    source: awsPage('cloudwatch'),
  },
  transferOut: {
    dollars: 0.09,
    per: 1,
    unit: 'GB sent to the internet',
    source: awsPage('ec2/on-demand'),
  },
} as const satisfies Readonly<Record<string, Price>>;

export const otherPrices = {
  standardTransition: {
    dollars: 25,
    per: million,
    unit: 'state transition of Step Functions, standard',
    source: awsPage('step-functions'),
  },
  expressRequest: {
    dollars: 1,
    per: million,
    unit: 'execution of Step Functions, express',
    source: awsPage('step-functions'),
  },
  expressTime: {
    dollars: 0.00001667,
    per: 1,
    unit: 'GB-second of Step Functions, express, in steps of 100 ms and 64 MB',
    source: awsPage('step-functions'),
  },
  durableOperation: {
    dollars: 8,
    per: million,
    unit: 'operation of a Lambda durable function',
    source: awsPage('lambda'),
  },
  cloudTasksOperation: {
    dollars: 0.4,
    per: million,
    unit: 'operation of Google Cloud Tasks, for each 32 KB',
    source: 'https://cloud.google.com/tasks/pricing',
  },
  qstashMessage: {
    dollars: 1,
    per: 100_000,
    unit: 'message of QStash, pay as you go',
    source: 'https://upstash.com/pricing/qstash',
  },
  inngestExecution: {
    dollars: 50,
    per: million,
    unit: 'execution of Inngest beyond those of its Pro plan',
    source: 'https://www.inngest.com/pricing',
  },
  triggerRun: {
    dollars: 0.000025,
    per: 1,
    unit: 'run of Trigger.dev',
    source: 'https://trigger.dev/pricing',
  },
  temporalAction: {
    dollars: 50,
    per: million,
    unit: 'action of Temporal Cloud',
    source: 'https://temporal.io/pricing',
  },
} as const satisfies Readonly<Record<string, Price>>;

/** What so many of its units cost, in dollars. */
export function dollarsFor({ dollars, per }: Price, units: number): number {
  return (dollars / per) * units;
}
