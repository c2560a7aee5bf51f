import type { Clock } from './clock.ts';
import { second } from './duration.ts';

const shortestPause = 200;
const longestPause = 10 * second;

/**
 * Tries a write again that was rejected, with growing pauses, until `until`; then it rejects. Only for writes
 * whose second try is harmless: the first may have gone through, with its answer lost.
 */
export async function insist<Answer>(
  clock: Clock,
  until: number,
  write: () => Promise<Answer>,
): Promise<Answer> {
  for (let pause = shortestPause; ; pause = Math.min(longestPause, pause * 2)) {
    try {
      return await write();
    } catch (error) {
      if (clock.now() + pause > until) throw error;
      await clock.wait(pause);
    }
  }
}
