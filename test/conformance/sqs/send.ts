import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { type Behaviour, deviates, type Finding, holds } from '../behaviour.ts';
import type { World } from '../world.ts';
import { type ScratchQueue, withScratchQueue } from './scratch-queue.ts';

type Entry = Partial<SendMessageBatchRequestEntry>;

const longestCall = 1_048_576;

/** All that SQS allows, in one text: three lengths of UTF-8, white space, and what JSON escapes. */
const anything = '{"a" : "\\ufffe \u00fc \u6c49 \u{1F600}",\r\n\t"b":1.50e3, "c":""}\n ';

export const sendBehaviours: readonly Behaviour[] = [
  {
    name: 'Ten messages sent in one call can be received in one call',
    needed: 'speed',
    upholds: 'The number of calls per job, hence its price.',
    check: (world) =>
      withScratchQueue(world, {}, async (queue) => {
        await queue.send(Array.from({ length: 10 }, (_, place) => `body ${place}`));
        let most = 0;
        const seen = new Set<string | undefined>();
        for (let call = 0; call < 10 && seen.size < 10; call += 1) {
          const messages = await queue.receiveOnce();
          most = Math.max(most, messages.length);
          for (const { Body } of messages) seen.add(Body);
        }
        if (seen.size < 10) return deviates(`received ${seen.size} of 10`);
        return most > 1 ? holds : deviates('each call got one message');
      }),
  },
  {
    name: 'A body arrives as it was sent, byte for byte',
    needed: 'safety',
    upholds: 'The message: its ticket and hash, and the payload that the job runs with.',
    check: (world) =>
      withScratchQueue(world, {}, async (queue) => {
        const bodies = [anything, 'x'.repeat(65_536)];
        await queue.send(bodies);
        const received = await queue.receive({ count: 2 });
        const missing = bodies.filter((body) => !received.some(({ Body }) => Body === body));
        if (missing.length === 0) return holds;
        const got = received.map(({ Body = '' }) => JSON.stringify(Body.slice(0, 60)));
        return deviates(`received ${got.join(' and ') || 'nothing'}`);
      }),
  },
  {
    name: 'What a batch calls sent is delivered, and what it calls failed or refuses is not',
    needed: 'safety',
    upholds:
      'That an accepted job has its message. The adapter reads the answer for each entry, since a batch may fail in part with status 200.',
    check: (world) => withScratchQueue(world, {}, (queue) => sendPartly(world, queue)),
  },
  guard('A body with U+FFFE, which is not allowed in SQS, is refused', () => [
    { MessageBody: 'not \uFFFE allowed' },
  ]),
  guard('An empty body is refused', () => [{ MessageBody: '' }]),
  guard('DelaySeconds over 900 is refused', () => [{ MessageBody: 'late', DelaySeconds: 901 }]),
  guard('A batch of more than ten messages is refused', () =>
    Array.from({ length: 11 }, () => ({ MessageBody: 'one of 11' })),
  ),
  guard('A batch with one Id twice is refused', () => [
    { Id: 'twice', MessageBody: 'a' },
    { Id: 'twice', MessageBody: 'b' },
  ]),
  guard('A batch over 1,048,576 bytes in all is refused', () =>
    Array.from({ length: 3 }, () => ({ MessageBody: 'x'.repeat(longestCall / 2) })),
  ),
];

/** The adapter checks before it sends: where this does not hold, a fault of that check goes unseen. */
function guard(name: string, entries: () => readonly Entry[]): Behaviour {
  return {
    name,
    needed: 'guard',
    upholds: 'Nothing: the adapter checks it before the call.',
    check: (world) =>
      withScratchQueue(world, {}, async (queue): Promise<Finding> => {
        try {
          const { Failed = [] } = await send(world, queue, entries());
          return Failed.length > 0 ? holds : deviates('accepted');
        } catch (error) {
          if (error instanceof SQSServiceException && error.$fault === 'client') return holds;
          throw error;
        }
      }),
  };
}

async function sendPartly(world: World, queue: ScratchQueue): Promise<Finding> {
  const bodies = ['first', 'not \uFFFE allowed', 'last'];
  const answer = await send(
    world,
    queue,
    bodies.map((MessageBody) => ({ MessageBody })),
  ).catch(() => ({
    Successful: [],
    Failed: undefined,
  }));
  const sent = (answer.Successful ?? []).map(({ Id }) => bodies[Number(Id)]);
  const received = await queue.receive({ count: sent.length + 1, within: 4_000 });
  const delivered = received.map(({ Body }) => Body);
  const lost = sent.filter((body) => !delivered.includes(body));
  if (lost.length > 0)
    return deviates(`called sent, not delivered: ${lost.map(quoted).join(', ')}`);
  const extra = delivered.filter((body) => !sent.includes(body));
  if (extra.length > 0)
    return deviates(`not called sent, delivered: ${extra.map(quoted).join(', ')}`);
  const silent = answer.Failed !== undefined && sent.length + answer.Failed.length < bodies.length;
  return silent ? deviates('said nothing of one entry') : holds;
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text);
}

function send({ sqs }: World, queue: ScratchQueue, entries: readonly Entry[]) {
  return sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: entries.map((entry, place) => ({ Id: String(place), MessageBody: '', ...entry })),
    }),
  );
}
