import { describe, expect, it } from 'vitest';
import { pathsOf, queueNamesOf, resourcesOf, synthesise } from './synthesise.ts';

const template = synthesise({ dashboard: true });

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly markdown?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
  };
}

/** Tokens in the body become the path of what they stand for. */
function widgetsOf(from = template): readonly Widget[] {
  const [dashboard] = Object.values(resourcesOf(from, 'AWS::CloudWatch::Dashboard'));
  const body = dashboard?.Properties.DashboardBody as { 'Fn::Join': [string, unknown[]] };
  const paths = pathsOf(from);
  const text = body['Fn::Join'][1].map((part) => {
    if (typeof part === 'string') return part;
    const { Ref, 'Fn::GetAtt': [owner = ''] = [] } = part as {
      Ref?: string;
      'Fn::GetAtt'?: string[];
    };
    return paths.get(Ref ?? owner) ?? Ref;
  });
  return (JSON.parse(text.join('')) as { widgets: readonly Widget[] }).widgets;
}

/** Each metric as `namespace name dimension value …`; expressions are left out. */
const metrics = widgetsOf()
  .flatMap(({ properties }) => properties.metrics ?? [])
  .map((row) => row.filter((part) => typeof part === 'string').join(' '));

describe('the dashboard', () => {
  it('is one, named after stack and region, since an account has one list for all regions', () => {
    const dashboards = Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));

    expect(dashboards.map(({ Properties }) => Properties.DashboardName)).toEqual([
      { 'Fn::Join': ['', ['Test-', { Ref: 'AWS::Region' }]] },
    ]);
  });

  it('begins with the state of every alarm', () => {
    const [first] = widgetsOf();

    expect(first?.type).toBe('alarm');
    expect(first?.properties.alarms?.toSorted()).toEqual(
      Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm')).sort(),
    );
  });

  it.each(queueNamesOf(template))("shows the jobs and the messages of queue '%s'", (name) => {
    for (const counter of ['Received', 'Succeeded', 'Failed', 'Retried', 'Cancelled', 'Returned']) {
      expect(metrics).toContain(`Errand/Test Jobs${counter} queue ${name}`);
    }
    for (const metric of [
      `ApproximateNumberOfMessagesVisible QueueName Queue-${name}/Queue`,
      `ApproximateNumberOfMessagesNotVisible QueueName Queue-${name}/Queue`,
      `ApproximateAgeOfOldestMessage QueueName Queue-${name}/Queue`,
      `ApproximateNumberOfMessagesVisible QueueName Queue-${name}/DeadLetters`,
      `ApproximateAgeOfOldestMessage QueueName Queue-${name}/DeadLetters`,
    ]) {
      expect(metrics).toContain(`AWS/SQS ${metric}`);
    }
  });

  it.each(Object.keys(resourcesOf(template, 'AWS::Lambda::Function')))('shows %s', (path) => {
    for (const metric of ['Duration', 'Errors', 'Throttles', 'ConcurrentExecutions']) {
      expect(metrics).toContain(`AWS/Lambda ${metric} FunctionName ${path}`);
    }
  });

  it('shows the API and the table', () => {
    for (const metric of ['Count', 'Latency', '4XXError', '5XXError']) {
      expect(metrics).toContain(
        `AWS/ApiGateway ${metric} ApiName Test Stage Api/Gateway/DeploymentStage.v1`,
      );
    }
    for (const metric of ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits']) {
      expect(metrics).toContain(`AWS/DynamoDB ${metric} TableName Jobs/Table`);
    }
    expect(metrics.join('\n')).toContain('ThrottleEvents TableName Jobs/Table');
  });

  it('can be left out', { timeout: 60_000 }, () => {
    const without = synthesise({ dashboard: false });

    expect(resourcesOf(without, 'AWS::CloudWatch::Dashboard')).toEqual({});
  });

  it('is there without alarms', { timeout: 60_000 }, () => {
    expect(
      widgetsOf(synthesise({ alarms: false, dashboard: true })).map(({ type }) => type),
    ).not.toContain('alarm');
  });
});
