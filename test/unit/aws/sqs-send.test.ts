import { createHash } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqsQueue } from '../../../functions/aws/sqs-queue.ts';
import type { Outgoing } from '../../../functions/core/queue.ts';
import { startAnsweringServer } from '../../support/targets/answering-server.ts';

interface SendInput {
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
}

type Verdict = 'sent' | 'fault of SQS' | 'fault of the sender' | 'no word';

/** A queue whose SQS has this to say of a body in the n-th call; undefined: the call is not answered. */
async function queueWith(verdict: (body: string, call: number) => Verdict | undefined) {
  const server = await startAnsweringServer<SendInput>(({ input }, call) => {
    const verdicts = input.Entries.map(
      (entry) => [entry, verdict(entry.MessageBody, call)] as const,
    );
    if (verdicts.some(([, said]) => said === undefined)) return undefined;
    return {
      Successful: verdicts.filter(([, said]) => said === 'sent').map(([entry]) => sent(entry)),
      Failed: verdicts
        .filter(([, said]) => said?.startsWith('fault'))
        .map(([{ Id }, said]) => failed(Id, said === 'fault of the sender')),
    };
  });
  const client = new SQSClient({ ...server.config, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  const queue = sqsQueue({
    client,
    urls: { mail: { url: `${server.config.endpoint}/1/mail`, deadLetterUrl: 'x' } },
    clock: { now: () => 0, wait: async () => {} },
    random: () => 0,
  });
  const calls = () => server.calls.map(({ input }) => input.Entries.map((e) => e.MessageBody));
  return { queue, calls };
}

function sent({ Id, MessageBody }: SendInput['Entries'][number]) {
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return { Id, MessageId: Id, MD5OfMessageBody };
}

function failed(Id: string, SenderFault: boolean) {
  return { Id, SenderFault, Code: 'InternalError', Message: 'Try again' };
}

function messages(...bodies: readonly string[]): readonly Outgoing[] {
  return bodies.map((body) => ({ body, delaySeconds: 0 }));
}

describe('send', () => {
  it('sends again what was the fault of SQS, and nothing else', async () => {
    const { queue, calls } = await queueWith((body, call) =>
      body === 'b' && call < 3 ? 'fault of SQS' : 'sent',
    );

    const outcomes = await queue.send('mail', messages('a', 'b', 'c'));

    expect(outcomes).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(calls()).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  });

  it('gives up after three calls, and says why in the place of the message', async () => {
    const { queue, calls } = await queueWith((body) => (body === 'b' ? 'fault of SQS' : 'sent'));

    const outcomes = await queue.send('mail', messages('a', 'b'));

    expect(outcomes).toEqual([{ ok: true }, { ok: false, reason: 'InternalError: Try again' }]);
    expect(calls()).toHaveLength(3);
  });

  it('does not send again what SQS will never take', async () => {
    const { queue, calls } = await queueWith((body) =>
      body === 'b' ? 'fault of the sender' : 'sent',
    );

    const outcomes = await queue.send('mail', messages('a', 'b'));

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
    expect(calls()).toHaveLength(1);
  });

  it('takes a message of which SQS says nothing for not sent', async () => {
    const { queue } = await queueWith((body) => (body === 'b' ? 'no word' : 'sent'));

    const outcomes = await queue.send('mail', messages('a', 'b'));

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('answers for the other batches when one call is not answered', async () => {
    const bodies = Array.from({ length: 25 }, (_, i) => `${i}`);
    const { queue } = await queueWith((body) => (Number(body) >= 20 ? undefined : 'sent'));

    const outcomes = await queue.send('mail', messages(...bodies));

    expect(outcomes.map(({ ok }) => ok)).toEqual(bodies.map((body) => Number(body) < 20));
  });

  it('keeps from SQS what it would refuse a whole batch for', async () => {
    const tooLong = 'x'.repeat(1_048_577);
    const { queue, calls } = await queueWith(() => 'sent');

    const outcomes = await queue.send('mail', messages('a', tooLong, '\uFFFE', '', '\uD800'));

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, false, false]);
    expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining('1048577 bytes') });
    expect(calls()).toEqual([['a']]);
  });
});
