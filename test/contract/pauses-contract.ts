import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QueuePauses } from '../../functions/core/queue-pauses.ts';

export interface PausesFixture {
  readonly pauses: QueuePauses;
  /** Two queues that are there. */
  readonly names: readonly [string, string];
  /** Lets a change that is under way come to its end. */
  settle?(): void;
  close?(): Promise<void> | void;
}

/** What all pauses do. */
export function describePauses(
  name: string,
  makePauses: () => PausesFixture | Promise<PausesFixture>,
): void {
  describe(`the pauses: ${name}`, () => {
    let fixture: PausesFixture;
    beforeAll(async () => {
      fixture = await makePauses();
    });
    beforeEach(async () => {
      for (const queue of fixture.names) await set(queue, false);
    });
    afterAll(() => fixture.close?.());

    async function set(queue: string, paused: boolean): Promise<void> {
      expect(await fixture.pauses.setPaused(queue, paused)).toBe('done');
      fixture.settle?.();
    }

    const paused = async () => [...(await fixture.pauses.paused())].sort();

    it('begin with none', async () => {
      expect(await paused()).toEqual([]);
    });

    it('are of single queues', async () => {
      const [first, second] = fixture.names;

      await set(second, true);
      const one = await paused();
      await set(first, true);
      const both = await paused();
      await set(second, false);

      expect([one, both]).toEqual([[second], [first, second]]);
      expect(await paused()).toEqual([first]);
    });

    it('are as good once as twice', async () => {
      const [name] = fixture.names;

      await set(name, true);
      await set(name, true);
      const twice = await paused();
      await set(name, false);
      await set(name, false);

      expect(twice).toEqual([name]);
      expect(await paused()).toEqual([]);
    });

    it('show at once what was asked for, however long it takes', async () => {
      const [name] = fixture.names;

      await fixture.pauses.setPaused(name, true);
      const asked = await paused();
      fixture.settle?.();

      expect(asked).toEqual([name]);
      expect(await paused()).toEqual([name]);
    });

    it.each([true, false])('of a queue that there is not cannot be set to %s', async (value) => {
      await expect(fixture.pauses.setPaused('no-such-queue', value)).rejects.toThrow(
        'no-such-queue',
      );
    });
  });
}
