import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { deviates, type Finding, holds } from '../behaviour.ts';
import type { Instruction } from '../probe/instruction.ts';
import { seenWithin } from '../seen-within.ts';
import type { World } from '../world.ts';
import { notesIn, send } from './lane.ts';

const again = { leaveSeconds: 1 };
const poison: Instruction = { name: 'poison', asks: [again, again, again, again] };

/** The lane's receive limit is two. */
export async function buried(world: World): Promise<Finding> {
  await send(world, 'poison', [poison]);
  const dead = await seenWithin(45_000, () => deadBody(world));
  const counts = (await notesIn(world, 'poison'))
    .map(({ receiveCount }) => receiveCount)
    .join(', ');
  if (dead === undefined) return deviates(`no dead letter after 45 s; received with ${counts}`);
  if (counts !== '1, 2') return deviates(`received with the counts ${counts}`);
  return dead === JSON.stringify(poison) ? holds : deviates(`the dead letter's body is ${dead}`);
}

async function deadBody({ sqs, lanes }: World): Promise<string | undefined> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: lanes.poison.deadLetterUrl, WaitTimeSeconds: 1 }),
  );
  return Messages[0]?.Body;
}
