import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../functions/core/store.ts';
import { now } from './new-record.ts';

export function describeShards(store: () => Store): void {
  /** One that nobody has taken before. */
  const newShard = () => randomInt(1_000_000, 1_000_000_000);
  const until = now + 60_000;

  describe('takeShard', () => {
    it('is for one at a time', async () => {
      const shard = newShard();
      const owners = Array.from({ length: 10 }, (_, i) => `owner-${i}`);

      const taken = await Promise.all(
        owners.map((owner) => store().takeShard(shard, { owner, until, now })),
      );

      expect(taken.filter((one) => one.taken)).toEqual([{ taken: true }]);
    });

    it('is for the next one when the lease is over, or was ended', async () => {
      const shard = newShard();
      await store().takeShard(shard, { owner: 'a', until, now });

      const early = await store().takeShard(shard, { owner: 'b', until, now: until - 1 });
      const over = await store().takeShard(shard, { owner: 'b', until: until + 9, now: until });
      await store().leaveShard(shard, 'b');
      const ended = await store().takeShard(shard, { owner: 'c', until, now });

      expect([early, over, ended]).toEqual([{ taken: false }, { taken: true }, { taken: true }]);
    });

    it('is for its own owner again', async () => {
      const shard = newShard();
      await store().takeShard(shard, { owner: 'a', until, now });

      expect(await store().takeShard(shard, { owner: 'a', until, now })).toEqual({ taken: true });
    });

    it('keeps shards apart', async () => {
      await store().takeShard(newShard(), { owner: 'a', until, now });

      const other = await store().takeShard(newShard(), { owner: 'b', until, now });

      expect(other).toEqual({ taken: true });
    });
  });

  describe('leaveShard', () => {
    it('hands a note on, until there is another', async () => {
      const shard = newShard();
      const note = JSON.stringify({ cursor: 'x'.repeat(2_000), of: 'Ω' });
      const visit = async (owner: string, left?: string) => {
        const taken = await store().takeShard(shard, { owner, until, now });
        await store().leaveShard(shard, owner, left);
        return taken;
      };

      const seen = [
        await visit('a', note),
        await visit('b'),
        await visit('c', 'short'),
        await visit('d'),
      ];

      expect(seen).toEqual([
        { taken: true },
        { taken: true, note },
        { taken: true, note },
        { taken: true, note: 'short' },
      ]);
    });

    it('does nothing for one that does not hold it any more', async () => {
      const shard = newShard();
      await store().takeShard(shard, { owner: 'a', until: now + 1, now });
      await store().takeShard(shard, { owner: 'b', until, now: now + 1 });

      await store().leaveShard(shard, 'a', 'too late');
      await store().leaveShard(newShard(), 'a', 'never taken');

      const lease = { owner: 'c', until, now };
      expect(await store().takeShard(shard, lease)).toEqual({ taken: false });
      expect(await store().takeShard(shard, { ...lease, owner: 'b' })).toEqual({ taken: true });
    });
  });
}
