import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { storyOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { storageOf } from '../support/flows/storage-of.ts';
import { uniqueTag } from '../support/flows/unique-tag.ts';
import { until } from '../support/flows/until.ts';

const target = sharedTarget();
const client = new Client(target);

function summarise(others: object = {}) {
  return { type: 'summarise-csv', payload: { csv: 'n\n1' }, ...others };
}

describe.runIf(target.can.includes('opens-storage'))('a message in the dead-letter queue', () => {
  it('fails its job, which is listed as failed and can be retried', async () => {
    const tag = uniqueTag();
    const { id } = await client.enqueue(summarise({ delay: '10m', tags: [tag] }));

    await storageOf(target).sendToDeadLetters(id);
    const buried = await client.waitFor(id, 'failed');
    const listed = await until('the job to be listed as failed', async () => {
      const jobs = await client.list({ tag, status: 'failed' });
      return jobs.length > 0 ? jobs : undefined;
    });
    await client.retry(id);
    const retried = await client.waitFor(id, 'succeeded');

    expect(buried).toMatchObject({
      attempt: 0,
      error: { code: 'dead-lettered', name: 'DeadLetterError' },
    });
    expect(buried.error?.message).toContain('Never started');
    expect(storyOf(buried)).toBe('scheduled failed');
    expect(listed.map((job) => job.id)).toEqual([id]);
    expect(storyOf(retried)).toBe('scheduled failed scheduled running succeeded');
  });

  it('changes nothing when its job has ended, and is gone then', async () => {
    const { id } = await client.enqueue(summarise());
    const ended = await client.waitFor(id, 'succeeded');

    await storageOf(target).sendToDeadLetters(id);
    await until('the dead-letter queues to be empty', async () => {
      const { body } = await client.send<{ queues: readonly { deadLetters: number }[] }>(
        'GET',
        '/queues',
      );
      return body.queues.every(({ deadLetters }) => deadLetters === 0) || undefined;
    });

    expect(await client.get(id)).toEqual(ended);
  });
});
