import type { Emulator, EmulatorName } from './emulator.ts';
import { startLocalstack } from './start-localstack.ts';
import { startMinistack } from './start-ministack.ts';

const starts: Readonly<Record<EmulatorName, () => Promise<Emulator>>> = {
  ministack: startMinistack,
  localstack: startLocalstack,
};

/**
 * An empty one, which also ends when this process is asked to. Rejects with one line if there cannot be
 * one.
 */
export function startEmulator(name: EmulatorName): Promise<Emulator> {
  return starts[name]();
}
