import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues } from '../../functions/core/queue-settings.ts';
import { environmentFaults } from '../../infra/constructs/environment-size.ts';
import { ErrandStack } from '../../infra/errand-stack.ts';
import { createApp } from './synthesise.ts';

const ordinary = ['default', 'notifications', 'thumbnails', 'customer-imports'];

/** Of queues that are named like these. */
function stackOf(names: readonly string[], id = 'ProductionErrandBackend'): ErrandStack {
  const queues = defineQueues(Object.fromEntries(names.map((name) => [name, {}])));
  return new ErrandStack(createApp(), id, { jobs: registerJobs(queues, []), dashboard: false });
}

function numbered(count: number, name: string): readonly string[] {
  return Array.from({ length: count }, (_, place) => `${name}-${place}`);
}

function functionWith(environment: Record<string, string>): LambdaFunction {
  const stack = new Stack(new App(), 'Test');
  const code = Code.fromInline('exports.handler = () => {}');
  const runtime = Runtime.NODEJS_24_X;
  return new LambdaFunction(stack, 'F', { code, runtime, handler: 'index.handler', environment });
}

describe('the environment of a function', () => {
  it.each([
    ['of four queues', ordinary],
    ['of eight whose names are long', numbered(8, 'notifications-of-all')],
    ['of twelve whose names are short', numbered(12, 'q')],
  ])('%s fits', (_name, names) => {
    expect(() => Template.fromStack(stackOf(names))).not.toThrow();
  });

  it('of more queues than fit is refused at synth, with what is in it', () => {
    const stack = stackOf(numbered(14, 'notifications-of-all'));

    expect(() => Template.fromStack(stack)).toThrow(
      /\[ProductionErrandBackend\/Api\/Api\] The environment of the function has up to \d{4} bytes, but Lambda takes 4096 \(the longest: QUEUES \d+, LOG_GROUPS \d+, MAPPINGS \d+, /,
    );
  });

  it('counts what is set later on', () => {
    const stack = stackOf(ordinary);
    stack.api.function.lambda.addEnvironment('MINE', 'x'.repeat(3_000));

    expect(() => Template.fromStack(stack)).toThrow('(the longest: MINE 3004, QUEUES ');
  });

  it('has 4,096 bytes at most, names included, and letters beyond ASCII have more than one', () => {
    expect(environmentFaults(functionWith({ FOUR: 'x'.repeat(4_092) }))).toEqual([]);
    expect(environmentFaults(functionWith({ FOUR: 'x'.repeat(4_093) }))).toHaveLength(1);
    expect(environmentFaults(functionWith({ FOUR: 'ü'.repeat(2_047) }))).toHaveLength(1);
    expect(environmentFaults(functionWith({}))).toEqual([]);
  });
});
