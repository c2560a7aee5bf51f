import { minute } from '../core/duration.ts';

/**
 * Seconds since the oldest message of each of these queues was sent; undefined, or nothing at the place,
 * where it is not known. Never rejects.
 */
export type OldestAges = (queueUrls: readonly string[]) => Promise<readonly (number | undefined)[]>;

/** The part of the CloudWatch client that is used here. */
export interface CloudWatchModule {
  readonly CloudWatchClient: new (
    config: object,
  ) => { send(command: unknown): Promise<MetricData> };
  readonly GetMetricDataCommand: new (input: object) => unknown;
}

interface MetricData {
  readonly MetricDataResults?: readonly {
    readonly Id?: string;
    readonly Values?: readonly number[];
  }[];
}

/** The metric comes once a minute and late. */
const span = 5 * minute;

/**
 * SQS itself does not say how old its oldest message is, CloudWatch does. Its client is not in the bundle,
 * for one number on a page: Lambda's runtime brings one along, on its NODE_PATH. Where there is none, and
 * on any error, ages are not known.
 */
export function cloudWatchAges(
  now: () => number,
  load: () => CloudWatchModule = loadFromRuntime,
): OldestAges {
  let read: ((queueUrls: readonly string[]) => Promise<MetricData>) | undefined;
  return async (queueUrls) => {
    try {
      read ??= reader(load(), now);
      const { MetricDataResults = [] } = await read(queueUrls);
      const latest = new Map(MetricDataResults.map(({ Id, Values = [] }) => [Id, Values[0]]));
      return queueUrls.map((_, place) => latest.get(idOf(place)));
    } catch {
      return [];
    }
  };
}

/** Not `import`: that looks neither at NODE_PATH nor beside the bundle. */
function loadFromRuntime(): CloudWatchModule {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(import.meta.url)('@aws-sdk/client-cloudwatch') as CloudWatchModule;
}

function reader({ CloudWatchClient, GetMetricDataCommand }: CloudWatchModule, now: () => number) {
  const requestHandler = {
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    throwOnRequestTimeout: true,
  };
  const client = new CloudWatchClient({ maxAttempts: 1, requestHandler });
  return (queueUrls: readonly string[]) =>
    client.send(
      new GetMetricDataCommand({
        StartTime: new Date(now() - span),
        EndTime: new Date(now()),
        ScanBy: 'TimestampDescending',
        MetricDataQueries: queueUrls.map((url, place) => ({
          Id: idOf(place),
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateAgeOfOldestMessage',
              Dimensions: [{ Name: 'QueueName', Value: url.slice(url.lastIndexOf('/') + 1) }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        })),
      }),
    );
}

/** CloudWatch wants a letter first. */
function idOf(place: number): string {
  return `q${place}`;
}
