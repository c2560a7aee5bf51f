import { describe, expect, it } from 'vitest';
import { type CloudWatchModule, cloudWatchAges } from '../../../functions/aws/cloud-watch-ages.ts';

const urls = ['https://sqs/1/mail', 'https://sqs/1/post', 'https://sqs/1/idle'];

/** A runtime whose client answers so. */
function runtimeWith(answer: (input: object) => object): CloudWatchModule {
  return {
    GetMetricDataCommand: class {
      readonly input: object;
      constructor(input: object) {
        this.input = input;
      }
    },
    CloudWatchClient: class {
      async send(command: unknown) {
        return answer((command as { input: object }).input);
      }
    },
  };
}

describe('the age of the oldest message', () => {
  it('is the latest value of each queue, and unknown where there is none', async () => {
    const inputs: object[] = [];
    const runtime = runtimeWith((input) => {
      inputs.push(input);
      return {
        MetricDataResults: [
          { Id: 'q1', Values: [7, 90] },
          { Id: 'q0', Values: [3] },
          { Id: 'q2', Values: [] },
        ],
      };
    });

    const ages = await cloudWatchAges(
      () => 600_000,
      () => runtime,
    )(urls);

    expect(ages).toEqual([3, 7, undefined]);
    expect(inputs).toMatchObject([{ StartTime: new Date(300_000), EndTime: new Date(600_000) }]);
    expect(JSON.stringify(inputs)).toContain('{"Name":"QueueName","Value":"post"}');
  });

  it('is unknown where the runtime has no client', async () => {
    const ages = await cloudWatchAges(() => 0)(urls);

    expect(ages).toEqual([]);
  });

  it('is unknown when CloudWatch does not answer', async () => {
    const runtime = runtimeWith(() => {
      throw new Error('throttled');
    });

    const ages = await cloudWatchAges(
      () => 0,
      () => runtime,
    )(urls);

    expect(ages).toEqual([]);
  });
});
