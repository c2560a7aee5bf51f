import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../functions/aws/system-clock.ts';
import { day } from '../../../functions/core/duration.ts';

describe('a wait of the system clock', () => {
  it('ends when its signal fires', async () => {
    const controller = new AbortController();
    const waiting = systemClock.wait(day, controller.signal);

    controller.abort('over');

    await expect(waiting).resolves.toBeUndefined();
  });

  it('is over at once if its signal has fired', async () => {
    await expect(systemClock.wait(day, AbortSignal.abort('over'))).resolves.toBeUndefined();
  });

  it('leaves nothing at the signal when its time has come', async () => {
    const { signal } = new AbortController();
    const waiting = systemClock.wait(1, signal);
    const before = getEventListeners(signal, 'abort').length;

    await waiting;

    expect(before).toBe(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
