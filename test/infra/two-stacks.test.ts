import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { ErrandStack } from '../../infra/errand-stack.ts';
import { createApp, queues, type Resource } from './synthesise.ts';

/**
 * By which property CloudFormation lets a template choose the name of a resource, in its account and region.
 * Names below a parent of the same stack are not here: indexes, stages, inline policies.
 */
const namedBy: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Deployment': [],
  'AWS::ApiGateway::GatewayResponse': [],
  'AWS::ApiGateway::Method': [],
  'AWS::ApiGateway::Resource': [],
  // `Name` is a label: any number of gateways may have the same.
  'AWS::ApiGateway::RestApi': [],
  'AWS::ApiGateway::Stage': [],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::DynamoDB::GlobalTable': ['TableName'],
  'AWS::Events::Rule': ['Name'],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': ['RoleName'],
  'AWS::Lambda::EventSourceMapping': [],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Lambda::Permission': [],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::SQS::QueuePolicy': [],
};

describe('two stacks in one account', () => {
  const templates = templatesOf('Errand', 'Second');

  it('have nothing with a name of its own, which the other could not have, but for a dashboard each', () => {
    const resources = templates.flatMap((each) => Object.values<Resource>(each.toJSON().Resources));

    const named = resources.flatMap(({ Type, Properties = {} }) =>
      (namedBy[Type] ?? ['a type without a line in namedBy'])
        .filter((name) => namedBy[Type] === undefined || name in Properties)
        .map((name) => `${Type}: ${name}`),
    );

    expect(resources.length).toBeGreaterThan(100);
    // CDK gives a dashboard no name that differs by region, and an account has one list for all regions.
    expect(named).toEqual(
      Array(templates.length).fill('AWS::CloudWatch::Dashboard: DashboardName'),
    );
  });

  it('have dashboards of different names, by stack and region', () => {
    const names = templates.flatMap((each) =>
      Object.values(each.findResources('AWS::CloudWatch::Dashboard')).map(({ Properties }) =>
        JSON.stringify(Properties.DashboardName),
      ),
    );

    expect(names).toHaveLength(2);
    for (const [place, name] of ['Errand', 'Second'].entries()) {
      expect(names[place]).toContain(`"${name}-`);
      expect(names[place]).toContain('AWS::Region');
    }
  });

  it('export nothing, since names of exports are of the account', () => {
    const outputs = templates.flatMap((each) =>
      Object.values<{ Export?: unknown }>(each.toJSON().Outputs),
    );

    expect(outputs.length).toBeGreaterThan(4);
    expect(outputs.filter(({ Export }) => Export !== undefined)).toEqual([]);
  });
});

function templatesOf(...names: readonly string[]): readonly Template[] {
  const app = createApp();
  return names
    .map((name) => new ErrandStack(app, name, { jobs: registerJobs(queues, []) }))
    .map((stack) => Template.fromStack(stack));
}
