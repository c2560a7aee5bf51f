import { setTimeout as pause } from 'node:timers/promises';
import { askUntil } from './ask-until.ts';
import { Ledger } from './ledger.ts';
import { plantFaults } from './plant-faults.ts';
import { type FaultReport, reportFaults } from './report-faults.ts';
import { accepted, startLoad } from './run-load.ts';
import { openStage } from './stage.ts';

export interface StoreFaultOptions {
  readonly seed: number;
  /** Requests of the load under single faults. */
  readonly requests: number;
  /** Seconds for which the store, and in the second half the queue too, then fails in every call. */
  readonly away: number;
}

/** Of all calls, so many fail before, and so many after they have taken effect. */
const share = 0.03;

/** Calls of store and queue fail, now and then, then all of them for a while. */
export async function runStoreFaults(options: StoreFaultOptions): Promise<FaultReport> {
  const { seed, requests, away } = options;
  const since = performance.now();
  const stage = openStage();
  const setFaults = plantFaults(stage, seed);
  const ledger = new Ledger();
  try {
    const server = await stage.start();
    const { call } = server;
    const load = startLoad({ seed, callers: 8, gap: 20, call, ledger });
    await setFaults(server, { before: share, after: share });
    await accepted(ledger, requests);
    for (const faults of [{ beforeInStore: 1 }, { before: 1 }]) {
      await setFaults(server, faults);
      await pause((away * 1_000) / 2);
    }
    await setFaults(server, {});
    await accepted(ledger, ledger.accepted().length + 50);
    await load.end();
    return await reportFaults({ seed, since, stage, ledger, call });
  } finally {
    await stage.end();
  }
}

/** The database may not grow for a while, under load, and is read all the same. */
export async function runFullDisk({ seed }: { readonly seed: number }): Promise<FaultReport> {
  const since = performance.now();
  const stage = openStage();
  const setFaults = plantFaults(stage, seed);
  const ledger = new Ledger();
  try {
    const server = await stage.start();
    const { call } = server;
    const load = startLoad({ seed, callers: 8, gap: 20, call, ledger });
    await accepted(ledger, 50);
    await setFaults(server, { pages: 1 });
    const before = ledger.refusals.get('503') ?? 0;
    await askUntil('requests to be refused', () =>
      (ledger.refusals.get('503') ?? 0) > before + 50 ? true : undefined,
    );
    const [known] = ledger.accepted();
    const read = await call(`GET /jobs/${known?.id}`);
    if (read.status !== 200) ledger.violations.push(`A full disk is not read: ${read.status}`);
    await setFaults(server, {});
    await accepted(ledger, ledger.accepted().length + 50);
    await load.end();
    return await reportFaults({ seed, since, stage, ledger, call });
  } finally {
    await stage.end();
  }
}
