import { setTimeout } from 'node:timers/promises';
import { isPassing } from './api-request.ts';

export interface Patience {
  /** Milliseconds from one try to the next. */
  readonly pause: number;
  /** Milliseconds from the first try to the last. */
  readonly longest: number;
}

/** What `ask` answers, asked again as long as what goes wrong may pass: a server is started anew, or is busy. */
export async function patiently<Answer>(
  ask: () => Promise<Answer>,
  { pause, longest, signal }: Patience & { readonly signal?: AbortSignal },
): Promise<Answer> {
  const end = performance.now() + longest;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || performance.now() > end) throw error;
    }
    await setTimeout(pause, undefined, signal && { signal });
  }
}
