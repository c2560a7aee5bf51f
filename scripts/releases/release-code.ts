import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import type { Clock } from '../../functions/core/clock.ts';
import { decodeMessage, type Message } from '../../functions/core/message.ts';
import type { Store } from '../../functions/core/store.ts';
import { Machine, type MachineOptions } from './machine.ts';

/**
 * What a release can be asked to do by the tests of another one. It is bundled and kept with each release, so
 * a change of this shape has to work with those that are kept.
 */
export interface ReleaseCode {
  /** Opens a data folder, and runs the jobs that are in it. */
  openMachine(options: MachineOptions): Machine;
  decodeMessage(body: string): Message | undefined;
  /** The store on a DynamoDB table. */
  openTable(client: DynamoDBClient, clock: Clock): Store;
}

export const release: ReleaseCode = {
  openMachine: (options) => new Machine(options),
  decodeMessage,
  openTable: (client, clock) =>
    dynamoStore({
      name: 'jobs',
      client,
      once: client,
      shards: { due: 4, timeline: 4 },
      clock,
      random: () => 0,
    }),
};
