import type { KeyStore } from '../../functions/core/key-store.ts';
import { localKeys } from '../../local/local-keys.ts';
import type { Surroundings } from '../surroundings.ts';

export type OpenKeys = KeyStore & AsyncDisposable;

export interface KeysPlace {
  /** The folder of a server on this machine. */
  readonly data?: string;
  /** The name of a stack on AWS. */
  readonly stack?: string;
}

/** Where the keys are that a command is about. Rejects with what to do if it cannot be reached. */
export async function openKeys(
  { data, stack }: KeysPlace,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<OpenKeys> {
  if (stack === undefined) {
    const { close, ...keys } = localKeys(data ?? (environment.ERRAND_DATA || '.errand'));
    return { ...keys, [Symbol.asyncDispose]: async () => close() };
  }
  // Loaded for AWS alone: the clients take longer than the rest of the command.
  const { stackKeys } = await import('../../scripts/targets/stack-keys.ts');
  return stackKeys(environment, stack);
}
