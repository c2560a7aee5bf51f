import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { type Behaviour, deviates, holds } from '../behaviour.ts';
import { seenWithin } from '../seen-within.ts';
import type { World } from '../world.ts';
import { withScratchQueue } from './scratch-queue.ts';

/** SQS counts over many servers: it may take a minute until the counts agree. */
const agreeWithin = 60_000;

export const countBehaviours: readonly Behaviour[] = [
  {
    name: 'A queue tells how many messages wait, are delayed and are in flight',
    needed: 'speed',
    upholds: 'The numbers of GET /v1/queues.',
    check: (world) =>
      withScratchQueue(world, {}, async (queue) => {
        await queue.send(['a', 'b', 'c']);
        await queue.send(['d', 'e'], 900);
        let seen = '';
        const become = (expected: string) =>
          seenWithin(agreeWithin, async () => {
            seen = await countsOf(world, queue.url);
            return seen === expected ? seen : undefined;
          });
        if ((await become('3 wait, 2 delayed, 0 in flight')) === undefined)
          return deviates(`before a receive: ${seen}`);
        const taken = await queue.receive({ count: 3 });
        if ((await become('0 wait, 2 delayed, 3 in flight')) === undefined)
          return deviates(`after a receive: ${seen}`);
        await queue.remove(taken);
        const last = await become('0 wait, 2 delayed, 0 in flight');
        return last === undefined ? deviates(`after the delete: ${seen}`) : holds;
      }),
  },
];

async function countsOf({ sqs }: World, url: string): Promise<string> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  const {
    ApproximateNumberOfMessages: waiting,
    ApproximateNumberOfMessagesDelayed: delayed,
    ApproximateNumberOfMessagesNotVisible: inFlight,
  } = Attributes;
  return `${waiting} wait, ${delayed} delayed, ${inFlight} in flight`;
}
