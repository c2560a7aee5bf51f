import { expect, it } from 'vitest';
import type { Contender } from '../../../bench/peers/contender.ts';
import { measureContender } from '../../../bench/peers/measure-contender.ts';
import { peerTable, targetTable } from '../../../bench/peers/peer-table.ts';
import { figuresOf, runRounds } from '../../../bench/peers/run-rounds.ts';

const load = { jobs: 300, lightJobs: 3, callers: 4 };

it('asks about every job until it is done, with no more calls at once than it may have', async () => {
  const contender = doneAfterLooks(2);

  const measured = await measureContender(contender, load);

  expect(contender.enqueued()).toBe(30 + 3 + 300);
  expect(contender.unfinished()).toEqual([]);
  expect(contender.mostAtOnce()).toBe(4);
  expect(measured.latencies).toHaveLength(3);
  expect(measured.jobsPerSecond).toBeGreaterThan(0);
  expect(measured.jobsPerSecond).toBeLessThan(measured.enqueuesPerSecond);
});

it('has a line for each that was measured, with the median and the spread of all rounds', async () => {
  const speeds = [100, 300, 200];
  const participant = {
    title: 'One',
    versions: '1.2.3',
    durability: 'on the disk',
    stop: async () => {},
    measure: async () => {
      const speed = speeds.shift() ?? 0;
      const rates = { jobsPerSecond: speed, enqueuesPerSecond: speed, lookUpsPerSecond: speed };
      return { latencies: [1, 2, 9], ...rates };
    },
  };

  const [line] = await runRounds([participant], 3, () => load);
  const table = line && peerTable([line]);
  const aims = line && targetTable([{ ...figuresOf(line).jobs, target: { atLeast: 201 } }]);

  expect(table).toContain(
    '| One | 2 | 9 | 200 (100 – 300) | 200 (100 – 300) | 200 (100 – 300) | on the disk | 1.2.3 |',
  );
  expect(aims).toContain('| One: jobs | 200 /s | ≥ 201 | **no** |');
});

function doneAfterLooks(looks: number) {
  const left = new Map<string, number>();
  let [atOnce, mostAtOnce] = [0, 0];
  const call = async <Result>(answer: () => Result) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await new Promise(setImmediate);
    atOnce -= 1;
    return answer();
  };
  const contender: Contender = {
    enqueue: () =>
      call(() => {
        const id = String(left.size);
        left.set(id, looks);
        return id;
      }),
    isDone: (id) =>
      call(() => {
        const looksLeft = (left.get(id) ?? 0) - 1;
        left.set(id, looksLeft);
        return looksLeft < 0;
      }),
    close: async () => {},
  };
  return {
    ...contender,
    enqueued: () => left.size,
    unfinished: () => [...left].filter(([, looksLeft]) => looksLeft >= 0),
    mostAtOnce: () => mostAtOnce,
  };
}
