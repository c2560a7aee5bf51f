import { SqlitePauses } from '../../local/sqlite/sqlite-pauses.ts';
import { SqliteQueue } from '../../local/sqlite/sqlite-queue.ts';
import { SqliteStore } from '../../local/sqlite/sqlite-store.ts';
import { VirtualClock } from '../../testing/world/virtual-clock.ts';
import { openTemporaryDatabase } from '../unit/local/sqlite/temporary-database.ts';
import { describePauses } from './pauses-contract.ts';
import { describeQueue } from './queue-contract.ts';
import { describeStore } from './store-contract.ts';

describeStore('SQLite', () => {
  const open = openTemporaryDatabase();
  const store = new SqliteStore(open);
  return { store, keys: store, close: open.close };
});

describePauses('SQLite', () => {
  const open = openTemporaryDatabase();
  const pauses = new SqlitePauses(open, ['first', 'second']);
  return { pauses, names: ['first', 'second'], close: open.close };
});

describeQueue('SQLite', () => {
  const open = openTemporaryDatabase();
  const clock = new VirtualClock(Date.UTC(2030, 0, 1));
  const queue = new SqliteQueue(open, clock, { queues: ['first', 'second'] });
  return {
    queue,
    names: ['first', 'second'],
    visibility: 35_000,
    receiveLimit: 100,
    receive: (source, max) => queue.receive(source, max, 35_000),
    remove: (source, receipts) => queue.remove(source, receipts),
    advance: (ms) => clock.advance(ms),
    close: open.close,
  };
});
