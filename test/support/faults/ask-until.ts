import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until there is something to see, 60 s long at most unless told otherwise. */
export async function askUntil<Seen>(
  what: string,
  look: () => Promise<Seen | undefined> | Seen | undefined,
  within = 60_000,
): Promise<Seen> {
  const end = performance.now() + within;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`Waited ${within / 1_000} s for ${what}`);
    await pause(100);
  }
}
