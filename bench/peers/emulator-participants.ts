import { deployStack } from '../../scripts/targets/deploy-stack.ts';
import type { EmulatorName } from '../../scripts/targets/emulator.ts';
import { startEmulator } from '../../scripts/targets/start-emulator.ts';
import { measureOverHttp } from './measure-over-http.ts';
import { offlinePeers } from './offline-participants.ts';
import type { Participant } from './participant.ts';
import type { Peer } from './start-participants.ts';

/**
 * Errand's stack on emulators of AWS, as `npm run test:ministack` and its like deploy it there, and its functions on
 * serverless-offline.
 */
export const emulatorPeers: readonly Peer[] = [
  { title: 'MiniStack', start: () => startEmulatorPeer('MiniStack', 'ministack') },
  { title: 'LocalStack', start: () => startEmulatorPeer('LocalStack', 'localstack') },
  ...offlinePeers,
];

async function startEmulatorPeer(title: string, name: EmulatorName): Promise<Participant> {
  const emulator = await startEmulator(name);
  try {
    const { url, key } = await deployStack(emulator);
    return {
      title,
      versions: emulator.release,
      durability: 'in memory',
      measure: measureOverHttp(url, key),
      stop: emulator.stop,
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
