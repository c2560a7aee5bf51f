import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues } from '../../functions/core/queue-settings.ts';
import { createApp, createStack } from './synthesise.ts';

describe("the rules of cdk-nag's AwsSolutions", () => {
  it('are kept but for these, each with its reason', { timeout: 60_000 }, () => {
    const app = checkedApp();
    const arn = 'arn:aws:iam::111122223333:role/Orders';
    createStack({ dashboard: true, iamCallers: [{ arn }] }, app);

    app.synth();

    expect(namesOf(reportOf(app), 'violations')).toEqual([]);
    expect(namesOf(reportOf(app), 'suppressedViolations')).toEqual([
      'AwsSolutions-APIG1',
      'AwsSolutions-APIG2',
      'AwsSolutions-APIG3',
      'AwsSolutions-APIG4',
      'AwsSolutions-APIG6',
      'AwsSolutions-COG4',
      'AwsSolutions-IAM5[Resource::*]',
    ]);
  });

  it('end the synth of a queue that takes calls without TLS', { timeout: 60_000 }, () => {
    const app = checkedApp();
    new Queue(createStack({}, app), 'Open');

    expect(() => app.synth()).toThrow('AwsSolutions::AwsSolutions-SQS4');
  });
});

describe('unsafe settings', () => {
  it('end the synth, each with its sentence', () => {
    const unsafe = registerJobs(defineQueues({ q: { concurrency: 1, timeout: '20m' } }), []);

    expect(() => createStack({ jobs: unsafe })).toThrow(
      /^Queue 'q' has concurrency 1, .*\nQueue 'q' has a timeout of 1200 s, .*$/,
    );
  });
});

function checkedApp(): App {
  const app = createApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string }[];
    readonly suppressedViolations: readonly { readonly ruleName: string }[];
  }[];
}

/** Warnings do not end a synth: they are in its report alone. */
function reportOf({ outdir }: App): Report {
  return JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
}

function namesOf({ pluginReports }: Report, kind: 'violations' | 'suppressedViolations') {
  const found = pluginReports.flatMap((report) => report[kind]);
  return [...new Set(found.map(({ ruleName }) => ruleName))].sort();
}
