import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { emfMetrics } from '../../../functions/aws/emf-metrics.ts';

const nothing = { received: 0, succeeded: 0, failed: 0, retried: 0, cancelled: 0, returned: 0 };

const environment = { METRICS_NAMESPACE: 'Errand/Shop' };
const clock = { now: () => 1_900_000_000_000, wait: async () => {} };

let stdout: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  stdout.mockRestore();
});

function lines() {
  return stdout.mock.calls.map(([text]) => JSON.parse(String(text)));
}

describe('metrics', () => {
  it('are one line for a batch, in the namespace of the stack, with the queue as the only dimension', () => {
    emfMetrics(environment, clock).batch({
      ...nothing,
      queue: 'mail',
      received: 10,
      succeeded: 9,
      failed: 1,
    });

    const [line] = lines();
    expect(lines()).toHaveLength(1);
    expect(line).toMatchObject({
      queue: 'mail',
      JobsReceived: 10,
      JobsSucceeded: 9,
      JobsFailed: 1,
    });
    expect(line._aws.Timestamp).toBe(1_900_000_000_000);
    expect(line._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Errand/Shop',
        Dimensions: [['queue']],
        Metrics: ['JobsReceived', 'JobsSucceeded', 'JobsFailed'].map((Name) => ({
          Name,
          Unit: 'Count',
        })),
      },
    ]);
  });

  it('name all that can happen to a job', () => {
    emfMetrics(environment, clock).batch({
      ...nothing,
      queue: 'mail',
      retried: 1,
      cancelled: 2,
      returned: 3,
    });

    expect(lines()).toMatchObject([{ JobsRetried: 1, JobsCancelled: 2, JobsReturned: 3 }]);
  });

  it('of one batch do not run over into the next', () => {
    const metrics = emfMetrics(environment, clock);
    metrics.batch({ ...nothing, queue: 'mail', failed: 1 });

    metrics.batch({ ...nothing, queue: 'post', received: 1 });

    expect(lines()[1]).toMatchObject({ queue: 'post', JobsReceived: 1 });
    expect(lines()[1]).not.toHaveProperty('JobsFailed');
  });

  it('write no line for a batch of nothing', () => {
    emfMetrics(environment, clock).batch({ ...nothing, queue: 'mail' });

    expect(lines()).toEqual([]);
  });

  it('are not made without a namespace: those of all stacks would add up', () => {
    expect(() => emfMetrics({}, clock)).toThrow('METRICS_NAMESPACE is missing');
  });
});
