import { RemovalPolicy } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { type Resource, resourceAt, resourcesOf, synthesise } from './synthesise.ts';

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
            METRICS_NAMESPACE: 'Errand/Test',
            LOG_SERVICE: expect.any(String),
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
      at: 'https://sqs.….…/…/',
      names: {
        default: ['…', '…'],
        slow: ['…', '…'],
        errand: ['…', '…'],
        'errand-schedules': ['…', '…'],
      },
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

describe('the stack', () => {
  it('says where the API and the table are', () => {
    template.hasOutput('ApiUrl', {});
    template.hasOutput('ApiId', {});
    template.hasOutput('TableName', {});
    template.hasOutput('Queues', {});
  });
});
