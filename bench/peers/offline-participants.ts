import { fileURLToPath } from 'node:url';
import { deployStack } from '../../scripts/targets/deploy-stack.ts';
import type { Emulator } from '../../scripts/targets/emulator.ts';
import { startEmulator } from '../../scripts/targets/start-emulator.ts';
import { installPackages, versionOf } from './install-packages.ts';
import { measureOverHttp } from './measure-over-http.ts';
import { takeFunctions } from './offline/take-functions.ts';
import type { Participant } from './participant.ts';
import { startOffline } from './servers/start-offline.ts';
import type { Peer } from './start-participants.ts';

/** Messages for one invocation: the stack's own setting, and the one that waits for none to come. */
const batchSizes = [10, 1];

/** serverless-offline has API Gateway and Lambda. Table and queues are MiniStack's, where the stack is deployed. */
export const offlinePeers: readonly Peer[] = batchSizes.map((batchSize) => {
  const title = `serverless-offline, batches of ${batchSize}`;
  return { title, start: () => startOfflinePeer(title, batchSize) };
});

const folder = fileURLToPath(new URL('.', import.meta.url));

async function startOfflinePeer(title: string, batchSize: number): Promise<Participant> {
  await installPackages(folder);
  const emulator = await startEmulator('ministack');
  try {
    return await participantOn(emulator, title, batchSize);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function participantOn(
  emulator: Emulator,
  title: string,
  batchSize: number,
): Promise<Participant> {
  const versions = [
    versionOf(folder, 'serverless-offline'),
    `serverless-offline-sqs ${versionOf(folder, 'serverless-offline-sqs')}`,
    `MiniStack ${emulator.release}`,
  ].join(', ');
  const { key } = await deployStack(emulator);
  const { url, stop } = await startOffline(emulator, await takeFunctions(emulator), batchSize);
  return {
    title,
    versions,
    durability: 'in memory',
    measure: measureOverHttp(url, key),
    stop: () => stop().finally(emulator.stop),
  };
}
