import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { powertoolsLog } from '../../../functions/aws/powertools-log.ts';
import { powertoolsMetrics } from '../../../functions/aws/powertools-metrics.ts';

const nothing = { received: 0, succeeded: 0, failed: 0, retried: 0, cancelled: 0, returned: 0 };

let stdout: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Errand/Shop');
  stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  stdout.mockRestore();
  vi.unstubAllEnvs();
});

function lines() {
  return stdout.mock.calls.map(([text]) => JSON.parse(String(text)));
}

describe('metrics', () => {
  it('are one line for a batch, in the namespace of the stack, with the queue as the only dimension', () => {
    powertoolsMetrics().batch({ ...nothing, queue: 'mail', received: 10, succeeded: 9, failed: 1 });

    const [line] = lines();
    expect(lines()).toHaveLength(1);
    expect(line).toMatchObject({
      queue: 'mail',
      JobsReceived: 10,
      JobsSucceeded: 9,
      JobsFailed: 1,
    });
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
    powertoolsMetrics().batch({ ...nothing, queue: 'mail', retried: 1, cancelled: 2, returned: 3 });

    expect(lines()).toMatchObject([{ JobsRetried: 1, JobsCancelled: 2, JobsReturned: 3 }]);
  });

  it('of one batch do not run over into the next', () => {
    const metrics = powertoolsMetrics();
    metrics.batch({ ...nothing, queue: 'mail', failed: 1 });

    metrics.batch({ ...nothing, queue: 'post', received: 1 });

    expect(lines()[1]).toMatchObject({ queue: 'post', JobsReceived: 1 });
    expect(lines()[1]).not.toHaveProperty('JobsFailed');
  });

  it('write no line for a batch of nothing', () => {
    powertoolsMetrics().batch({ ...nothing, queue: 'mail' });

    expect(lines()).toEqual([]);
  });
});

describe('the log', () => {
  it('writes a line of JSON with the fields beside the message', () => {
    powertoolsLog().info('Working on job 1', { jobId: '1' });

    expect(lines()).toMatchObject([{ level: 'INFO', message: 'Working on job 1', jobId: '1' }]);
  });

  it('leaves out what is below the level of the function', () => {
    powertoolsLog().debug('Working on job 1', { jobId: '1' });

    expect(lines()).toEqual([]);
  });
});
