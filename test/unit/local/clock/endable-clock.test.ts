import { expect, it } from 'vitest';
import { endableClock } from '../../../../local/clock/endable-clock.ts';
import { systemClock } from '../../../../local/clock/local-clock.ts';

it('ends the waits under way and every later one', async () => {
  const clock = endableClock(systemClock);

  const under = clock.wait(60_000);
  clock.end();

  await expect(under).resolves.toBeUndefined();
  await expect(clock.wait(60_000)).resolves.toBeUndefined();
});

it('ends a wait when its signal fires or its time is over', async () => {
  const clock = endableClock(systemClock);
  const end = new AbortController();

  const waiting = clock.wait(60_000, end.signal);
  end.abort();

  await expect(waiting).resolves.toBeUndefined();
  await expect(clock.wait(1)).resolves.toBeUndefined();
});
