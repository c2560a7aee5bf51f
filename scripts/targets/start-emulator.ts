import type { Emulator, EmulatorName, StartOptions } from './emulator.ts';
import { startLocalstack } from './start-localstack.ts';
import { startMinistack } from './start-ministack.ts';

const starts: Readonly<Record<EmulatorName, (options: StartOptions) => Promise<Emulator>>> = {
  ministack: startMinistack,
  localstack: startLocalstack,
};

/**
 * An empty one, which also ends when this process is asked to. Rejects with one line if there cannot be
 * one.
 */
export function startEmulator(name: EmulatorName, options: StartOptions = {}): Promise<Emulator> {
  return starts[name](options);
}
