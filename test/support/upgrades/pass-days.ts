import { day, hour, minute } from '../../../functions/core/duration.ts';
import { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { fixtureTime } from '../../../scripts/releases/make-fixtures.ts';
import type { ReleaseCode } from '../../../scripts/releases/release-code.ts';

/** Until an unknown type is given up, until the retries of an hour, until what is scheduled in two days. */
const steps = [...Array(12).fill(minute), ...Array(3).fill(hour), ...Array(5).fill(day / 2)];

/**
 * Passes time over a data folder that was written at `fixtureTime`: the releases take turns, each of which
 * opens the folder, does what there is to do and closes it.
 */
export async function passDays(folder: string, releases: readonly ReleaseCode[]): Promise<void> {
  const clock = new VirtualClock(fixtureTime + minute);
  for (const [turn, step] of steps.entries()) {
    const release = releases[turn % releases.length];
    const machine = release?.openMachine({ folder, clock, random: () => 0.5 });
    await machine?.takeOver();
    await machine?.pauses.setPaused('paused', false);
    await machine?.work();
    machine?.close();
    clock.moveTo(clock.now() + step);
  }
}
