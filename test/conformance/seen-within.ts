import { setTimeout as pause } from 'node:timers/promises';

/** Looks four times a second until there is something to see; undefined if it is not there in time. */
export async function seenWithin<Seen>(
  milliseconds: number,
  look: () => Promise<Seen | undefined>,
): Promise<Seen | undefined> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined || performance.now() > end) return seen;
    await pause(250);
  }
}
