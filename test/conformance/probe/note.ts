import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { SQSMessageAttributes } from 'aws-lambda';

/** What the probe wrote down of one message in one invocation. Times are those of its clock. */
export interface Note {
  readonly name: string;
  readonly body: string;
  readonly messageId: string;
  readonly receiveCount: number;
  readonly sentAt: number;
  readonly eventSourceArn: string;
  readonly messageAttributes: SQSMessageAttributes;
  readonly invocation: string;
  /** Unlike that of any other process. */
  readonly environment: string;
  /** Messages in the invocation. */
  readonly batch: number;
  readonly startedAt: number;
  /** What the function was told that it has left. */
  readonly remainingMs: number;
  /** When it was last heard of. */
  readonly aliveAt: number;
  readonly ended: boolean;
}

type Item = Record<string, AttributeValue>;

/** Names of the attributes that the probe changes while it works. */
export const noteAttributes = { alive: 'alive', ended: 'ended' } as const;

export function notesOf(lane: string): AttributeValue {
  return { S: `NOTE#${lane}` };
}

export function noteKey(lane: string, { name, receiveCount, invocation }: Note): Item {
  return { pk: notesOf(lane), sk: { S: `${name}#${receiveCount}#${invocation}` } };
}

export function encodeNote({ aliveAt, ended, ...note }: Note): Item {
  return {
    note: { S: JSON.stringify(note) },
    [noteAttributes.alive]: { N: String(aliveAt) },
    [noteAttributes.ended]: { BOOL: ended },
  };
}

export function decodeNote(item: Item): Note {
  return {
    ...JSON.parse(item.note?.S ?? '{}'),
    aliveAt: Number(item[noteAttributes.alive]?.N),
    ended: item[noteAttributes.ended]?.BOOL === true,
  };
}
