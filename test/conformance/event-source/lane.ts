import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type MessageAttributeValue, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { LaneName } from '../lanes.ts';
import type { Ask, Instruction } from '../probe/instruction.ts';
import { decodeNote, type Note, notesOf } from '../probe/note.ts';
import { seenWithin } from '../seen-within.ts';
import type { World } from '../world.ts';

/** Longer than the visibility timeout: some pollers look every 10 s only, and run one batch at a time. */
const patience = 45_000;

/** Up to ten messages, in one call. */
export async function send(
  { sqs, lanes }: World,
  lane: LaneName,
  instructions: readonly Instruction[],
  attributes: Record<string, MessageAttributeValue> = {},
): Promise<void> {
  const { Failed = [] } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: lanes[lane].url,
      Entries: instructions.map((instruction, place) => ({
        Id: String(place),
        MessageBody: JSON.stringify(instruction),
        MessageAttributes: attributes,
      })),
    }),
  );
  if (Failed.length > 0) throw new Error(`Not sent: ${Failed[0]?.Code} ${Failed[0]?.Message}`);
}

/** So many instructions alike, named `<name>-0` and so on. */
export function several(count: number, name: string, asks: readonly Ask[]): readonly Instruction[] {
  return Array.from({ length: count }, (_, place) => ({ name: `${name}-${place}`, asks }));
}

/** What the probe has noted in this lane, in the order in which it began. */
export async function notesIn(
  { dynamo, tableName }: World,
  lane: LaneName,
): Promise<readonly Note[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :lane',
      ExpressionAttributeValues: { ':lane': notesOf(lane) },
    }),
  );
  return Items.map(decodeNote).sort((a, b) => a.startedAt - b.startedAt);
}

/** Waits until the notes of the lane are as wanted, by default for 45 s; answers them either way. */
export async function notesOnce(
  { world, lane, within = patience }: { world: World; lane: LaneName; within?: number },
  isEnough: (notes: readonly Note[]) => boolean,
): Promise<readonly Note[]> {
  let notes: readonly Note[] = [];
  const look = async () => {
    notes = await notesIn(world, lane);
    return isEnough(notes) ? notes : undefined;
  };
  return (await seenWithin(within, look)) ?? notes;
}

/** How often each message was received, by its name. */
export function receivesOf(notes: readonly Note[]): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(notes, ({ name }) => name)].map(([name, of]) => [name, of.length]),
  );
}
