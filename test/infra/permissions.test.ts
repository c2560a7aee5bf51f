import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { awsSettings } from '../../functions/aws/aws-settings.ts';
import { permissionsOf, statementsOfRole } from './permissions-of.ts';
import { createApp, createStack, resourcesOf, synthesise } from './synthesise.ts';

const template = synthesise();

const ownLog = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const consume = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

/** Of the mappings of workers alone: dead letters are always recorded. */
const pausing = Object.fromEntries(
  ['default', 'slow', 'errand', 'errand-schedules'].map((name) => [
    `event-source-mapping:Worker-${name}/Worker/Function/Messages`,
    ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
  ]),
);

describe('what each function may do', () => {
  it('the API may enqueue, read and change jobs, and pause queues', () => {
    expect(permissionsOf(template, 'Api/Api/Role')).toEqual({
      ...pausing,
      'Api/Api/Logs': ownLog,
      'Jobs/Table': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      'Jobs/Table/index/attention': ['dynamodb:Query'],
      'Jobs/Table/index/timeline': ['dynamodb:Query'],
      'Queue-default/Queue': ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
      'Queue-default/DeadLetters': ['sqs:GetQueueAttributes'],
      'Queue-slow/Queue': ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
      'Queue-slow/DeadLetters': ['sqs:GetQueueAttributes'],
      'Queue-errand/Queue': ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
      'Queue-errand/DeadLetters': ['sqs:GetQueueAttributes'],
      'Queue-errand-schedules/Queue': ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
      'Queue-errand-schedules/DeadLetters': ['sqs:GetQueueAttributes'],
      '*': ['cloudwatch:GetMetricData'],
    });
  });

  it('the function that waits may read the items that it is asked for, and change nothing', () => {
    expect(permissionsOf(template, 'Api/Waiting/Role')).toEqual({
      'Api/Waiting/Logs': ownLog,
      'Jobs/Table': ['dynamodb:GetItem'],
    });
  });

  it("a worker may take messages from its own queue, and send to all but Errand's own", () => {
    expect(permissionsOf(template, 'Worker-slow/Worker/Role')).toEqual({
      'Worker-slow/Worker/Logs': ownLog,
      'Jobs/Table': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      'Queue-default/Queue': ['sqs:SendMessage'],
      'Queue-slow/Queue': [...consume, 'sqs:SendMessage'],
    });
  });

  it("the worker of Errand's own queue may also look for failed jobs, and send to the program's queues", () => {
    expect(permissionsOf(template, 'Worker-errand/Worker/Role')).toEqual({
      'Worker-errand/Worker/Logs': ownLog,
      'Jobs/Table': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      'Jobs/Table/index/attention': ['dynamodb:Query'],
      'Queue-default/Queue': ['sqs:SendMessage'],
      'Queue-slow/Queue': ['sqs:SendMessage'],
      'Queue-errand/Queue': [...consume, 'sqs:SendMessage'],
    });
  });

  it("the worker that fires schedules may write records, and send to the program's queues", () => {
    expect(permissionsOf(template, 'Worker-errand-schedules/Worker/Role')).toEqual({
      'Worker-errand-schedules/Worker/Logs': ownLog,
      'Jobs/Table': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      'Queue-default/Queue': ['sqs:SendMessage'],
      'Queue-slow/Queue': ['sqs:SendMessage'],
      'Queue-errand-schedules/Queue': [...consume, 'sqs:SendMessage'],
    });
  });

  it('the dead-letter function may write records, and send nothing', () => {
    expect(permissionsOf(template, 'DeadLetters/DeadLetter/Role')).toEqual({
      'DeadLetters/DeadLetter/Logs': ownLog,
      'Jobs/Table': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'Queue-default/DeadLetters': consume,
      'Queue-slow/DeadLetters': consume,
      'Queue-errand/DeadLetters': consume,
      'Queue-errand-schedules/DeadLetters': consume,
    });
  });

  it('the scheduler may read the index of due jobs and the keys of all, and keep schedules', () => {
    expect(permissionsOf(template, 'Scheduler/Scheduler/Role')).toEqual({
      'Scheduler/Scheduler/Logs': ownLog,
      'Jobs/Table': [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      'Jobs/Table/index/attention': ['dynamodb:Query'],
      'Jobs/Table/index/timeline': ['dynamodb:Scan'],
      'Queue-default/Queue': ['sqs:SendMessage'],
      'Queue-slow/Queue': ['sqs:SendMessage'],
      'Queue-errand/Queue': ['sqs:SendMessage'],
      'Queue-errand-schedules/Queue': ['sqs:SendMessage'],
    });
  });

  it('no role has an action with a wildcard, or a managed policy', () => {
    const roles = resourcesOf(template, 'AWS::IAM::Role');

    const actions = Object.keys(roles)
      .flatMap((path) => statementsOfRole(template, path))
      .flatMap(({ Action }) => Action);

    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    for (const { Properties } of Object.values(roles)) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});

describe('which items of the table', () => {
  it.each([
    ['Api/Waiting/Role', ['KEY#*', 'JOB#*']],
    ['Worker-slow/Worker/Role', ['JOB#*', 'STATS#*']],
    ['Worker-errand/Worker/Role', ['JOB#*', 'STATS#*', 'SCHEDULES#*']],
    ['Worker-errand-schedules/Worker/Role', ['JOB#*', 'STATS#*', 'SCHEDULES#*']],
    ['DeadLetters/DeadLetter/Role', ['JOB#*', 'STATS#*']],
  ])('%s may have to do with: %j', (role, keys) => {
    const conditions = statementsOfRole(template, role)
      .filter(({ Action }) => [Action].flat().includes('dynamodb:GetItem'))
      .map(({ Condition }) => Condition);

    expect(conditions).toEqual([only(keys)]);
  });
});

describe('grantEnqueue', () => {
  it('leaves API keys, schedules and statistics out of reach', { timeout: 60_000 }, () => {
    const stack = createStack();
    const producer = new Role(stack, 'Producer', {
      assumedBy: new ArnPrincipal('arn:aws:iam::111122223333:root'),
    });

    stack.grantEnqueue(producer);

    const conditions = statementsOfRole(Template.fromStack(stack), 'Producer')
      .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:')))
      .map(({ Condition }) => Condition);
    expect(conditions).toEqual([only(['JOB#*'])]);
  });

  it("lets a producer send messages to the job types' queues and write records, no more", {
    timeout: 60_000,
  }, () => {
    const stack = createStack();
    const producer = new Role(stack, 'Producer', {
      assumedBy: new ArnPrincipal('arn:aws:iam::111122223333:root'),
    });

    stack.grantEnqueue(producer);

    expect(permissionsOf(Template.fromStack(stack), 'Producer')).toEqual({
      'Jobs/Table': ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
      'Queue-default/Queue': ['sqs:SendMessage'],
      'Queue-slow/Queue': ['sqs:SendMessage'],
    });
  });

  it('tells a function, of another stack as well, which table and which queues there are', {
    timeout: 60_000,
  }, () => {
    const app = createApp();
    const stack = createStack({}, app);
    const shop = new Stack(app, 'Shop');
    const checkout = new LambdaFunction(shop, 'Checkout', {
      code: Code.fromInline('export const handler = () => {};'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });

    stack.grantEnqueue(checkout);

    const [properties] = Object.values(
      Template.fromStack(shop).findResources('AWS::Lambda::Function'),
    ).map(({ Properties }) => Properties);
    const told = Object.entries<unknown>(properties?.Environment.Variables).map(([name, value]) => [
      name.replace(/^ERRAND_/, ''),
      resolved(value),
    ]);
    expect(awsSettings(Object.fromEntries(told))).toMatchObject({
      tableName: 'imported',
      queues: { default: urls, slow: urls },
      shards: { due: 4, timeline: 4 },
    });
  });

  const url = 'https://sqs.imported.imported/imported/imported';
  const urls = { url, deadLetterUrl: url };

  /** With something in the place of each value that another stack has. */
  function resolved(value: unknown): string {
    if (typeof value === 'string') return value;
    const [, parts = []] = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? [];
    if (parts.length === 0) return 'imported';
    return parts.map((part) => (typeof part === 'string' ? part : 'imported')).join('');
  }
});

/** A call without keys is let through by `ForAllValues`, and not by `Null`. */
function only(keys: readonly string[]) {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
