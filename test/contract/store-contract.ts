import { afterAll, beforeAll, describe } from 'vitest';
import type { KeyStore } from '../../functions/core/key-store.ts';
import type { Store } from '../../functions/core/store.ts';
import { describeAgreement } from './store/agreement.ts';
import { describeBodies } from './store/body.ts';
import { describeConditions } from './store/condition.ts';
import { describeCreate } from './store/create.ts';
import { describeDeletedBodies } from './store/deleted-bodies.ts';
import { describeDueIndex } from './store/due-index.ts';
import { describeEveryJob } from './store/every-job.ts';
import { describeFiring } from './store/firing.ts';
import { describeKeys } from './store/keys.ts';
import { describePages } from './store/pages.ts';
import { describeReads } from './store/read.ts';
import { describeRoom } from './store/room.ts';
import { describeSchedules } from './store/schedules.ts';
import { describeShards } from './store/shards.ts';
import { describeStats } from './store/stats.ts';
import { describeUpdate } from './store/update.ts';

export interface StoreFixture {
  readonly store: Store;
  /** On the same data. */
  readonly keys: KeyStore;
  close?(): Promise<void> | void;
}

export interface StoreCapabilities {
  /** Random records and changes to try. @default 100 */
  readonly runs?: number;
}

/**
 * What every store does. The store may hold other data and is made once; it has to take times around the
 * year 2100, and nothing may act on its due index meanwhile but what is due before.
 */
export function describeStore(
  name: string,
  makeStore: () => StoreFixture | Promise<StoreFixture>,
  { runs = 100 }: StoreCapabilities = {},
): void {
  describe(`the store: ${name}`, () => {
    let fixture: StoreFixture;
    beforeAll(async () => {
      fixture = await makeStore();
    });
    afterAll(() => fixture.close?.());
    const store = () => fixture.store;

    describeCreate(store);
    describeUpdate(store);
    describeConditions(store);
    describeReads(store);
    describeBodies(store);
    describeDeletedBodies(store);
    describeRoom(store);
    describePages(store);
    describeDueIndex(store);
    describeEveryJob(store);
    describeShards(store);
    describeSchedules(store);
    describeFiring(store);
    describeStats(store);
    describeKeys(() => fixture.keys);
    describeAgreement(store, runs);
  });
}
