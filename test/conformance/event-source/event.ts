import { isDeepStrictEqual } from 'node:util';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import type { Instruction } from '../probe/instruction.ts';
import { notesOnce, send } from './lane.ts';

/** What printing the JSON anew may change, beside the spaces. */
const text = 'a "quoted" \\ufffe \u00fc \u{1F600} \n\t</script>';
const instruction: Instruction = { name: 'event', asks: [], text };

const event = experiment(async (world) => {
  const attribute = { DataType: 'String', StringValue: 'a value' };
  const sentAt = Date.now();
  await send(world, 'plain', [instruction], { attribute });
  const isIt = ({ name }: { name: string }) => name === instruction.name;
  const notes = await notesOnce({ world, lane: 'plain' }, (all) => all.some(isIt));
  const note = notes.find(isIt);
  if (note === undefined) throw new Error('The message was not delivered');
  return { note, sentAt };
});

export const eventBehaviours: readonly Behaviour[] = [
  {
    name: 'The event has the JSON that was sent',
    needed: 'safety',
    upholds: 'The message: its ticket and hash, and the payload that the job runs with.',
    async check(world) {
      const { body } = (await event(world)).note;
      return isDeepStrictEqual(JSON.parse(body), instruction) ? holds : deviates(`got ${body}`);
    },
  },
  {
    name: 'The event has the body as it was sent, byte for byte',
    needed: 'guard',
    upholds: 'Nothing: a message is read as JSON. What nobody can read is kept as it comes.',
    async check(world) {
      const { body } = (await event(world)).note;
      return body === JSON.stringify(instruction) ? holds : deviates(`got ${body}`);
    },
  },
  {
    name: 'The event names the queue by its ARN',
    needed: 'safety',
    upholds: 'How a function knows which queue, or dead-letter queue, its messages are from.',
    async check(world) {
      const { note } = await event(world);
      const { arn } = world.lanes.plain;
      return note.eventSourceArn === arn
        ? holds
        : deviates(`${note.eventSourceArn} in place of ${arn}`);
    },
  },
  {
    name: 'The event has the time at which a message was sent',
    needed: 'speed',
    upholds: 'The time of creation of a record that is made from a message nobody can read.',
    async check(world) {
      const { note, sentAt } = await event(world);
      const off = Math.abs(note.sentAt - sentAt);
      return off < 60_000 ? holds : deviates(`it is ${note.sentAt}, sent at ${sentAt}`);
    },
  },
  {
    name: 'The event has the attributes of a message',
    needed: 'guard',
    upholds: 'Nothing yet: all that Errand sends is in the body.',
    async check(world) {
      const { attribute } = (await event(world)).note.messageAttributes;
      return attribute?.stringValue === 'a value' && attribute.dataType === 'String'
        ? holds
        : deviates(`got ${JSON.stringify(attribute) ?? 'none'}`);
    },
  },
];
