import { MemoryPauses } from '../../testing/world/memory-pauses.ts';
import { MemoryQueue } from '../../testing/world/memory-queue.ts';
import { MemoryStore } from '../../testing/world/memory-store.ts';
import { VirtualClock } from '../../testing/world/virtual-clock.ts';
import { describePauses } from './pauses-contract.ts';
import { describeQueue } from './queue-contract.ts';
import { describeStore } from './store-contract.ts';

describeStore(
  'in memory',
  () => {
    const store = new MemoryStore();
    return { store, keys: store };
  },
  { runs: 1_000 },
);

describePauses('in memory', () => ({
  pauses: new MemoryPauses(['first', 'second']),
  names: ['first', 'second'],
}));

describeQueue('in memory', () => {
  const clock = new VirtualClock(Date.UTC(2030, 0, 1));
  const visibility = { first: 35_000, second: 35_000 };
  const queue = new MemoryQueue(clock, { visibility, receiveLimit: 100 });
  return {
    queue,
    names: ['first', 'second'],
    visibility: 35_000,
    receiveLimit: 100,
    refusedBody: 'not in XML: \uFFFE',
    receive: async (source, max) => queue.receive(source, max),
    remove: async (_source, receipts) => queue.remove(receipts),
    advance: (ms) => clock.advance(ms),
  };
});
