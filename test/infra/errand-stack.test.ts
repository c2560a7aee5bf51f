import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import {
  createApp,
  createStack,
  type Resource,
  resourceAt,
  resourcesOf,
  synthesise,
} from './synthesise.ts';

const template = synthesise();

function tableOf(from: Template): Resource {
  return resourceAt(from, 'AWS::DynamoDB::GlobalTable', 'Jobs/Table');
}

describe('the table', () => {
  it('has the two indexes, of keys alone', () => {
    expect(tableOf(template).Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'timeline',
          KeySchema: keys('tp', 'ts'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'attention',
          KeySchema: keys('ap', 'as'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'x', Enabled: true },
    });
  });

  it('can be restored to any second, and outlives its stack', () => {
    expect(tableOf(template).DeletionPolicy).toBe('Retain');
    expect(tableOf(template).Properties).toMatchObject({
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });

  it('goes with a stack that is made to be thrown away', () => {
    const thrownAway = tableOf(synthesise({ removalPolicy: RemovalPolicy.DESTROY }));

    expect(thrownAway.DeletionPolicy).toBe('Delete');
    expect(thrownAway.Properties).toMatchObject({
      Replicas: [{ DeletionProtectionEnabled: false }],
    });
  });

  function keys(partition: string, sort: string) {
    return [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
  }
});

describe('the functions', () => {
  const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'));

  it("are the API twice, a worker for each queue and Errand's own, dead letters and the scheduler", () => {
    expect(functions.map(([path]) => path).sort()).toEqual([
      'Api/Api/Function',
      'Api/Waiting/Function',
      'DeadLetters/DeadLetter/Function',
      'Scheduler/Scheduler/Function',
      'Worker-default/Worker/Function',
      'Worker-errand-schedules/Worker/Function',
      'Worker-errand/Worker/Function',
      'Worker-slow/Worker/Function',
    ]);
  });

  it.each(functions)(
    '%s runs on Node 24 and ARM and finds its surroundings',
    (_path, { Properties }) => {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Environment: {
          Variables: {
            TABLE_NAME: expect.anything(),
            QUEUES: expect.anything(),
            DUE_SHARDS: '4',
            TIMELINE_SHARDS: '4',
            RECORDS_DONE_DAYS: '30',
            RECORDS_FAILED_DAYS: '90',
            NODE_OPTIONS: '--enable-source-maps',
            POWERTOOLS_METRICS_NAMESPACE: 'Errand',
          },
        },
      });
    },
  );

  it('know the addresses of every queue', () => {
    const { Environment } = resourceAt(
      template,
      'AWS::Lambda::Function',
      'Api/Api/Function',
    ).Properties;

    const { QUEUES } = (
      Environment as { Variables: { QUEUES: { 'Fn::Join': [string, unknown[]] } } }
    ).Variables;
    const json = QUEUES['Fn::Join'][1]
      .map((part) => (typeof part === 'string' ? part : '…'))
      .join('');
    expect(JSON.parse(json)).toEqual({
      default: { url: '…', deadLetterUrl: '…' },
      slow: { url: '…', deadLetterUrl: '…' },
      errand: { url: '…', deadLetterUrl: '…' },
      'errand-schedules': { url: '…', deadLetterUrl: '…' },
    });
  });

  it.each(functions)('%s logs JSON to a group of its own that forgets', (path, { Properties }) => {
    const group = resourceAt(template, 'AWS::Logs::LogGroup', path.replace(/Function$/, 'Logs'));

    expect(Properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' });
    expect(group.Properties.RetentionInDays).toBe(30);
  });

  it('keep their logs as long as they are told', () => {
    const groups = resourcesOf(
      synthesise({ logRetention: RetentionDays.ONE_WEEK }),
      'AWS::Logs::LogGroup',
    );

    expect(Object.values(groups).map(({ Properties }) => Properties.RetentionInDays)).toEqual(
      Array(8).fill(7),
    );
  });
});

describe('the scheduler', () => {
  it.each([
    [4, [[0, 1, 2, 3]]],
    [
      7,
      [
        [0, 1, 2, 3, 4],
        [5, 6],
      ],
    ],
  ])('runs every minute for each of %i shards, of which a rule takes five', (dueShards, shards) => {
    const rules = resourcesOf(synthesise({ dueShards }), 'AWS::Events::Rule');

    const all = Object.values(rules).map(({ Properties }) => Properties);
    expect(all.map(({ Targets }) => shardsOf(Targets))).toEqual(shards);
    for (const properties of all) {
      expect(properties).toMatchObject({
        ScheduleExpression: 'rate(1 minute)',
        State: 'ENABLED',
      });
    }
  });

  function shardsOf(targets: unknown): readonly number[] {
    const inputs = (targets as readonly { Input: string }[]).map(({ Input }) => JSON.parse(Input));
    return inputs.map(({ shard }) => shard);
  }
});

describe('the alarms', () => {
  it('watch what has failed, what is late, and what is broken', () => {
    const alarms = Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm')).sort();

    expect(alarms).toEqual(
      [
        'Api/ServerErrors',
        ...['default', 'slow', 'errand', 'errand-schedules'].flatMap((name) => [
          `Queue-${name}/FailedJobs`,
          `Queue-${name}/OldestMessage`,
          `Queue-${name}/DeadLettersStay`,
        ]),
        ...Object.keys(resourcesOf(template, 'AWS::Lambda::Function')).flatMap((path) => [
          path.replace(/Function$/, 'Errors'),
          path.replace(/Function$/, 'Throttles'),
        ]),
      ].sort(),
    );
  });

  it('are silent while nothing happens', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'))) {
      expect(Properties.TreatMissingData).toBe('notBreaching');
    }
  });

  it('go off at the first job that fails for good', () => {
    const alarm = resourceAt(template, 'AWS::CloudWatch::Alarm', 'Queue-slow/FailedJobs');

    expect(alarm.Properties).toMatchObject({
      Namespace: 'Errand',
      MetricName: 'JobsFailed',
      Dimensions: [{ Name: 'queue', Value: 'slow' }],
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  it('take a message for late only after the longest delay, its run and ten minutes more', () => {
    const alarm = resourceAt(template, 'AWS::CloudWatch::Alarm', 'Queue-slow/OldestMessage');

    expect(alarm.Properties.Threshold).toBe(900 + 900 + 600);
  });

  it('tell a topic, if there is one', () => {
    const app = createApp();
    const alarmTopic = new Topic(new Stack(app, 'Operations'), 'Topic');

    const told = Template.fromStack(createStack({ alarmTopic }, app));

    for (const { Properties } of Object.values(resourcesOf(told, 'AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(Properties.OKActions).toHaveLength(1);
    }
  });
});

describe('the stack', () => {
  it('names nothing, so that there can be two and AWS can replace what it has to', () => {
    const named = Object.values<Resource>(template.toJSON().Resources).flatMap(
      ({ Type, Properties }) =>
        ['QueueName', 'TableName', 'RoleName', 'LogGroupName', 'AlarmName', 'Name']
          .concat(Type === 'AWS::Lambda::Function' ? 'FunctionName' : [])
          .filter((property) => property in (Properties ?? {}))
          .map((property) => `${Type} ${property}`),
    );

    // The name of a gateway is a label: any number may have the same.
    expect(named).toEqual(['AWS::ApiGateway::RestApi Name']);
  });

  it('says where the API and the table are', () => {
    template.hasOutput('ApiUrl', {});
    template.hasOutput('ApiId', {});
    template.hasOutput('TableName', {});
    template.hasOutput('Queues', {});
  });
});
