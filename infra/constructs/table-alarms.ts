import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { AddAlarm } from './alarm.ts';
import type { JobTable, TableAction } from './job-table.ts';

const calls: readonly TableAction[] = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query'];

/**
 * One for each kind of call, at the price of one for all: a sum is billed by its parts. And a sum made with
 * `+`, as CDK's own metric for many operations is, has no value while one of its parts has none.
 */
export function addTableAlarms(add: AddAlarm, watched: JobTable): void {
  const { table } = watched;
  for (const call of calls) {
    add(new Construct(watched, call), 'TableThrottles', {
      metric: table.metric('ThrottledRequests', {
        dimensionsMap: { TableName: table.tableName, Operation: call },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      // A peak is over when the SDK asks again: an on-demand table grows within minutes.
      periods: 3,
      description: `The table has refused calls of ${call} for 15 minutes.`,
    });
  }
}
