import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { permissionsOf } from './permissions-of.ts';
import { createApp, createStack, resourceAt, resourcesOf, synthesise } from './synthesise.ts';

const stage = 'Api/Gateway/DeploymentStage.v1';

describe('a stack with tracing', () => {
  const app = createApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const template = Template.fromStack(createStack({ tracing: true }, app));
  const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'));

  it.each(functions)('%s is traced, and told so', (_path, { Properties }) => {
    expect(Properties).toMatchObject({
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { TRACING: 'xray' } },
    });
  });

  it.each(functions.map(([path]) => path.replace(/Function$/, 'Role')))(
    '%s may send segments, and nothing else to X-Ray',
    (role) => {
      const { '*': actions = [] } = permissionsOf(template, role);

      expect(actions.filter((action) => action.startsWith('xray:'))).toEqual([
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ]);
    },
  );

  it('begins traces at the gateway', () => {
    expect(resourceAt(template, 'AWS::ApiGateway::Stage', stage).Properties).toMatchObject({
      TracingEnabled: true,
    });
  });

  it('keeps the rules of cdk-nag', { timeout: 120_000 }, () => {
    app.synth();

    const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
    const { pluginReports } = JSON.parse(report) as {
      pluginReports: readonly { violations: readonly unknown[] }[];
    };
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

describe('a stack without tracing', () => {
  const template = synthesise();

  it('sends nothing to X-Ray, and may not', () => {
    for (const [path, { Properties }] of Object.entries(
      resourcesOf(template, 'AWS::Lambda::Function'),
    )) {
      expect(Properties).not.toHaveProperty('TracingConfig');
      expect(Properties).not.toHaveProperty('Environment.Variables.TRACING');
      const role = path.replace(/Function$/, 'Role');
      expect(JSON.stringify(permissionsOf(template, role))).not.toContain('xray');
    }
    const { Properties } = resourceAt(template, 'AWS::ApiGateway::Stage', stage);
    expect(Properties).not.toHaveProperty('TracingEnabled');
  });
});
