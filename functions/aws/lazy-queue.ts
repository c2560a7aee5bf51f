import type { Queue } from '../core/queue.ts';

/**
 * The queue port, loaded with its first call: a worker whose jobs succeed calls no queue, nor does a scheduler
 * with nothing due, and a client of the SDK is a seventh of what a start would load.
 */
export function lazyQueue(load: () => Promise<Queue>): Queue {
  let loading: Promise<Queue> | undefined;
  const loaded = () => {
    // One that fails, for want of a file descriptor say, is no reason for the next one to fail.
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    send: async (queue, messages) => (await loaded()).send(queue, messages),
    leave: async (source, waits) => (await loaded()).leave(source, waits),
    depths: async () => (await loaded()).depths(),
  };
}
