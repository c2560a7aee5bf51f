import { describe, expect, it } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues, queuesOfErrand } from '../../functions/core/queue-settings.ts';
import { pathsOf, queues, resourceAt, resourcesOf, synthesise } from './synthesise.ts';

const template = synthesise();
const names = [...Object.keys(queues), ...Object.keys(queuesOfErrand)];

function queue(path: string) {
  return resourceAt(template, 'AWS::SQS::Queue', path);
}

function workerOf(name: string) {
  return resourceAt(template, 'AWS::Lambda::Function', `Worker-${name}/Worker/Function`);
}

function mappings() {
  return Object.entries(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'));
}

function mappingOf(name: string) {
  return resourceAt(
    template,
    'AWS::Lambda::EventSourceMapping',
    `Worker-${name}/Worker/Function/Messages`,
  );
}

/** The path of what an attribute such as an ARN is taken from. */
function ownerOf(attribute: unknown): string | undefined {
  const {
    'Fn::GetAtt': [id],
  } = attribute as { 'Fn::GetAtt': [string, string] };
  return pathsOf(template).get(id);
}

describe('the queues', () => {
  it.each(names)("'%s' has a dead-letter queue of its own, far behind the attempts", (name) => {
    const { RedrivePolicy } = queue(`Queue-${name}/Queue`).Properties;

    const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy as Record<string, unknown>;
    expect(ownerOf(deadLetterTargetArn)).toBe(`Queue-${name}/DeadLetters`);
    expect(maxReceiveCount).toBe(100);
  });

  it.each(names)("'%s' hides a message for 30 s longer than its batch may fill and run", (name) => {
    const { VisibilityTimeout } = queue(`Queue-${name}/Queue`).Properties;
    const { MaximumBatchingWindowInSeconds: window = 0 } = mappingOf(name).Properties;

    const taken = Number(window) + Number(workerOf(name).Properties.Timeout);
    expect(VisibilityTimeout).toBe(taken + 30);
  });

  it('hide messages for whole seconds, which AWS asks for', () => {
    const parts = defineQueues({ odd: { timeout: '90500ms', window: '1250ms' } });
    const odd = synthesise({ jobs: registerJobs(parts, []) });

    const { VisibilityTimeout } = resourceAt(odd, 'AWS::SQS::Queue', 'Queue-odd/Queue').Properties;
    expect(VisibilityTimeout).toBe(122);
  });

  it.each(names)(
    "the dead-letter queue of '%s' hides a message longer than its function runs",
    (name) => {
      const { VisibilityTimeout } = queue(`Queue-${name}/DeadLetters`).Properties;
      const reader = resourceAt(
        template,
        'AWS::Lambda::Function',
        'DeadLetters/DeadLetter/Function',
      );

      expect(VisibilityTimeout).toBe(Number(reader.Properties.Timeout) + 30);
    },
  );

  it('are encrypted, keep messages for 14 days and take calls over TLS alone', () => {
    const all = resourcesOf(template, 'AWS::SQS::Queue');
    const policies = resourcesOf(template, 'AWS::SQS::QueuePolicy');

    expect(Object.keys(all)).toHaveLength(8);
    for (const [path, { Properties }] of Object.entries(all)) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
      });
      expect(policies[`${path}/Policy`]?.Properties).toMatchObject({
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Action: 'sqs:*',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      });
    }
  });
});

describe('the workers', () => {
  it('get memory, timeout, batch, window and concurrency from the settings of their queue', () => {
    expect(workerOf('slow').Properties).toMatchObject({ MemorySize: 1_024, Timeout: 900 });
    expect(mappingOf('slow').Properties).toMatchObject({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 3 },
    });
  });

  it('of a queue without settings get the defaults, and no window, which would cost 20 s', () => {
    expect(workerOf('default').Properties).toMatchObject({ MemorySize: 512, Timeout: 300 });
    expect(mappingOf('default').Properties).toMatchObject({
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    expect(mappingOf('default').Properties).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  it.each(names)("of '%s' may run in a loop, since jobs enqueue jobs", (name) => {
    expect(workerOf(name).Properties.RecursiveLoop).toBe('Allow');
  });

  it.each(names)("of '%s' reads its own queue", (name) => {
    expect(ownerOf(mappingOf(name).Properties.EventSourceArn)).toBe(`Queue-${name}/Queue`);
    expect(workerOf(name).Properties).toMatchObject({
      Environment: { Variables: { QUEUE: name } },
    });
  });
});

describe('the event sources', () => {
  it('are one for each queue and one for each dead-letter queue', () => {
    const read = mappings().map(([, { Properties }]) => ownerOf(Properties.EventSourceArn));

    expect(read.sort()).toEqual(
      names.flatMap((name) => [`Queue-${name}/DeadLetters`, `Queue-${name}/Queue`]).sort(),
    );
  });

  it('take back single messages of a batch', () => {
    for (const [, { Properties }] of mappings()) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('limit the concurrency, and no function reserves any', () => {
    for (const [, { Properties }] of mappings()) {
      expect(Properties.ScalingConfig).toMatchObject({ MaximumConcurrency: expect.any(Number) });
    }
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::Lambda::Function'))) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});
