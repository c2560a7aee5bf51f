import type { Delivery } from '../../functions/core/queue.ts';
import { realWait } from '../../functions/real-wait.ts';

export interface Filling {
  /** Messages at most. */
  readonly most: number;
  /** Milliseconds that the first message may wait for others. */
  readonly window: number;
  receive(max: number): Promise<readonly Delivery[]>;
  /** Resolves when there may be more. */
  arrival(): Promise<void>;
  readonly stopped: AbortSignal;
}

/** What is there, and with a window what comes until it is over or the batch is full. */
export async function fillBatch(filling: Filling): Promise<readonly Delivery[]> {
  const { most, window, receive, arrival, stopped } = filling;
  let batch = await receive(most);
  if (window === 0 || batch.length === 0) return batch;

  const over = new AbortController();
  const end = realWait(window, AbortSignal.any([stopped, over.signal])).then(() => over.abort());
  while (batch.length < most && !over.signal.aborted) {
    const arrived = arrival();
    const more = await receive(most - batch.length);
    batch = [...batch, ...more];
    if (more.length === 0) await Promise.race([end, arrived]);
  }
  over.abort();
  return batch;
}
