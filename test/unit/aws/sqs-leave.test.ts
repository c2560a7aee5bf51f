import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqsQueue } from '../../../functions/aws/sqs-queue.ts';
import { startAnsweringServer } from '../../support/targets/answering-server.ts';

const source = { queue: 'mail', deadLetters: false };

/** A queue whose SQS fails the first entry of each call in this way. */
async function queueFailing(fault: { SenderFault: boolean; Code: string }) {
  const server = await startAnsweringServer<object>(() => ({
    Successful: [],
    Failed: [{ Id: '0', Message: 'No', ...fault }],
  }));
  const client = new SQSClient({ ...server.config, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const url = `${server.config.endpoint}/1/mail`;
  return sqsQueue({
    client,
    urls: { mail: { url, deadLetterUrl: url } },
    clock: { now: () => 0, wait: async () => {} },
    random: () => 0,
  });
}

describe('leave', () => {
  it.each([
    { SenderFault: true, Code: 'InvalidParameterValue' },
    { SenderFault: false, Code: 'InvalidParameterValueException' },
    { SenderFault: false, Code: 'AWS.SimpleQueueService.MessageNotInflight' },
  ])('takes no notice of what is the fault of a receipt: %j', async (fault) => {
    const queue = await queueFailing(fault);

    const leaving = queue.leave(source, [{ receipt: 'lapsed', seconds: 5 }]);

    await expect(leaving).resolves.toBeUndefined();
  });

  it('rejects when SQS could not do it', async () => {
    const queue = await queueFailing({ SenderFault: false, Code: 'InternalError' });

    const leaving = queue.leave(source, [{ receipt: 'good', seconds: 5 }]);

    await expect(leaving).rejects.toThrow('1 of 1 messages as it was: InternalError No');
  });

  it.each([-1, 43_201, 0.5])('refuses to wait %d seconds', async (seconds) => {
    const queue = await queueFailing({ SenderFault: true, Code: 'x' });

    const leaving = queue.leave(source, [{ receipt: 'good', seconds }]);

    await expect(leaving).rejects.toThrow(`0 to 43200, got ${seconds}`);
  });
});
