import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { createApp, createStack, queueNamesOf, resourcesOf, synthesise } from './synthesise.ts';

const template = synthesise();
const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
const functions = Object.keys(resourcesOf(template, 'AWS::Lambda::Function')).map((path) =>
  path.replace(/\/Function$/, ''),
);
const guide = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8');

const tableCalls = ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function alarmAt(path: string) {
  const found = alarms.find(([each]) => each === path);
  if (found === undefined) throw new Error(`The template has no alarm at ${path}`);
  return found[1].Properties;
}

describe('the alarms', () => {
  it('watch every queue, every function, the API, the scheduler and the table', () => {
    expect(alarms.map(([path]) => path).sort()).toEqual(
      [
        ...queueNamesOf(template).flatMap((name) => [
          `Queue-${name}/FailedJobs`,
          `Queue-${name}/OldestMessage`,
          `Queue-${name}/ExpiringMessages`,
          `Queue-${name}/DeadLettersStay`,
          `Worker-${name}/RecursionCut`,
        ]),
        ...functions.flatMap((path) => [`${path}/Errors`, `${path}/Throttles`]),
        'Api/ServerErrors',
        'Api/Api/SlowAnswers',
        'Api/Waiting/SlowAnswers',
        'Scheduler/SchedulerStopped',
        ...tableCalls.map((call) => `Jobs/${call}/TableThrottles`),
      ].sort(),
    );
  });

  it.each([
    ['Queue-slow/FailedJobs', 'JobsFailed', 1, 1],
    ['Queue-slow/OldestMessage', 'ApproximateAgeOfOldestMessage', 900 + 900 + 600, 1],
    ['Queue-default/OldestMessage', 'ApproximateAgeOfOldestMessage', 900 + 300 + 600, 1],
    ['Queue-slow/ExpiringMessages', 'ApproximateAgeOfOldestMessage', 7 * 24 * 3_600, 1],
    ['Queue-slow/DeadLettersStay', 'ApproximateNumberOfMessagesVisible', 1, 3],
    ['Worker-slow/RecursionCut', 'RecursiveInvocationsDropped', 1, 1],
    ['Worker-slow/Worker/Errors', 'Errors', 1, 1],
    ['Worker-slow/Worker/Throttles', 'Throttles', 1, 1],
    ['Api/ServerErrors', '5XXError', 1, 1],
    ['Api/Waiting/SlowAnswers', 'Duration', 25_000, 1],
  ])(
    '%s goes off when %s reaches %d in %d periods of 5 minutes',
    (path, metric, value, periods) => {
      expect(alarmAt(path)).toMatchObject({
        MetricName: metric,
        Threshold: value,
        Period: 300,
        EvaluationPeriods: periods,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
    },
  );

  it('of failed jobs read the metric of their own queue in the namespace of their own stack', () => {
    expect(alarmAt('Queue-slow/FailedJobs')).toMatchObject({
      Namespace: 'Errand/Test',
      Dimensions: [{ Name: 'queue', Value: 'slow' }],
      Statistic: 'Sum',
    });
  });

  it.each(tableCalls)('count refused calls of %s to the table', (call) => {
    expect(alarmAt(`Jobs/${call}/TableThrottles`)).toMatchObject({
      MetricName: 'ThrottledRequests',
      Dimensions: expect.arrayContaining([{ Name: 'Operation', Value: call }]),
      Threshold: 1,
      EvaluationPeriods: 3,
    });
  });

  it('are silent while nothing happens, but for the one of the scheduler', () => {
    for (const [path, { Properties }] of alarms) {
      const isScheduler = path === 'Scheduler/SchedulerStopped';
      expect(Properties.TreatMissingData).toBe(isScheduler ? 'breaching' : 'notBreaching');
    }
  });

  it('know a scheduler that has not run for 15 minutes', () => {
    expect(alarmAt('Scheduler/SchedulerStopped')).toMatchObject({
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Period: 300,
      EvaluationPeriods: 3,
    });
  });

  it('name themselves in their descriptions, and where to read on', () => {
    for (const [path, { Properties }] of alarms) {
      expect(Properties.AlarmDescription).toMatch(
        new RegExp(`^[A-Z].+\\. What to do: docs/operate\\.md, ${nameOf(path)}\\.$`),
      );
    }
  });

  it('have a section each in the guide, and the guide has no other', () => {
    const [, section = ''] = /^## Alarms$(.*?)^## /ms.exec(guide) ?? [];
    const headings = [...section.matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading);

    expect(headings.toSorted()).toEqual([...new Set(alarms.map(([path]) => nameOf(path)))].sort());
  });

  it('tell a topic when they go off and when they are over, if there is one', {
    timeout: 60_000,
  }, () => {
    const app = createApp();
    const alarmTopic = new Topic(new Stack(app, 'Operations'), 'Topic');

    const told = resourcesOf(
      Template.fromStack(createStack({ alarmTopic }, app)),
      'AWS::CloudWatch::Alarm',
    );

    expect(Object.keys(told)).toHaveLength(alarms.length);
    for (const { Properties } of Object.values(told)) {
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(Properties.OKActions).toHaveLength(1);
    }
  });

  it('can be left out', { timeout: 60_000 }, () => {
    expect(resourcesOf(synthesise({ alarms: false }), 'AWS::CloudWatch::Alarm')).toEqual({});
  });
});
