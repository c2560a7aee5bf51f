import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { createApp, createStack, pathsOf, resourceAt, resourcesOf } from './synthesise.ts';

const app = createApp();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stack = createStack({ gateway: 'http', dashboard: true }, app);
const template = Template.fromStack(stack);

it('takes the place of the REST API', () => {
  expect(resourcesOf(template, 'AWS::ApiGateway::RestApi')).toEqual({});
  expect(resourceAt(template, 'AWS::ApiGatewayV2::Api', 'Api/Gateway').Properties).toMatchObject({
    Name: 'Test',
    ProtocolType: 'HTTP',
  });
});

it('is in place of the REST API by no other word, which would change the address of a stack that stands', () => {
  // As the context of CDK hands a value over: as any type.
  const context = { gateway: 'REST' } as object;

  expect(() => createStack(context)).toThrow(`gateway is "REST": set it to 'rest' or 'http'`);
});

it('leaves every path and method to the API function, but for the call that waits', () => {
  const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
  const routes = Object.values(resourcesOf(template, 'AWS::ApiGatewayV2::Route'));

  const targets = routes.map(({ Properties }) => [Properties.RouteKey, targetOf(Properties)]);
  expect(Object.fromEntries(targets)).toEqual({
    'ANY /': 'Api/Api/Function',
    'ANY /{proxy+}': 'Api/Api/Function',
    'GET /jobs/{id}': 'Api/Waiting/Function',
  });
  for (const { Properties } of Object.values(integrations)) {
    expect(Properties).toMatchObject({ PayloadFormatVersion: '2.0', TimeoutInMillis: 29_000 });
  }
});

it('has stage v1, with the same limits as a REST API, once its routes are there', () => {
  const [stage = {}] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));

  expect(stage.Properties).toMatchObject({
    StageName: 'v1',
    AutoDeploy: true,
    DefaultRouteSettings: { ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
    RouteSettings: {
      'GET /jobs/{id}': { ThrottlingRateLimit: 25, ThrottlingBurstLimit: 50 },
    },
  });
  const waitsFor: readonly string[] = stage.DependsOn;
  const paths = pathsOf(template);
  expect(waitsFor.map((id) => paths.get(id))).toContain('Api/Gateway/GET--jobs--{id}');
});

it('is watched as a REST API is', () => {
  const alarm = resourceAt(template, 'AWS::CloudWatch::Alarm', 'Api/ServerErrors');

  expect(alarm.Properties).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: '5xx' });
  const [dashboard] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));
  expect(JSON.stringify(dashboard?.Properties.DashboardBody)).toContain('IntegrationLatency');
});

it('has an address that ends in its stage and a slash, as that of a REST API', () => {
  const { ApiUrl, ApiId } = template.findOutputs('*');

  expect(JSON.stringify(ApiUrl?.Value)).toMatch(/"\/v1\/"\]\]\}$|\/v1\/"/);
  expect(ApiId?.Value).toEqual({ Ref: expect.stringMatching(/^ApiGateway/) });
});

it('leaves signed requests to a REST API, which alone keeps other accounts out', () => {
  const arn = 'arn:aws:iam::111122223333:role/Orders';
  const both = Template.fromStack(createStack({ gateway: 'http', iamCallers: [{ arn }] }));

  expect(Object.keys(resourcesOf(both, 'AWS::ApiGateway::RestApi'))).toEqual(['IamApi/Gateway']);
});

it('keeps the rules of cdk-nag but for two', { timeout: 120_000 }, () => {
  app.synth();

  const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
  const { pluginReports } = JSON.parse(report) as { pluginReports: readonly Report[] };
  expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  const excepted = pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations);
  expect([...new Set(excepted.map(({ ruleName }) => ruleName))].sort()).toEqual([
    'AwsSolutions-APIG1',
    'AwsSolutions-APIG4',
    'AwsSolutions-IAM5[Resource::*]',
  ]);
});

interface Report {
  readonly violations: readonly unknown[];
  readonly suppressedViolations: readonly { readonly ruleName: string }[];
}

/** The path of the function behind a route. */
function targetOf({ Target }: Readonly<Record<string, unknown>>): string | undefined {
  const { 'Fn::Join': [, parts] = ['', []] } = Target as { 'Fn::Join'?: [string, unknown[]] };
  const { Ref = '' } = parts.find((part) => typeof part === 'object') as { Ref?: string };
  const integration = template.findResources('AWS::ApiGatewayV2::Integration')[Ref];
  const { IntegrationUri } = (integration?.Properties ?? {}) as {
    IntegrationUri?: { 'Fn::GetAtt'?: [string, string] };
  };
  return pathsOf(template).get(IntegrationUri?.['Fn::GetAtt']?.[0] ?? '');
}
