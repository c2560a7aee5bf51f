import { defineConfig } from 'vitest/config';

const onAnEmulator = '**/*.emulator.test.ts';
const startTarget = 'test/support/flows/global-setup.ts';
const slow = [
  ...flows('crashes', 'dead-letters', 'due-index', 'schedule-times'),
  'test/deployment/{http-gateway,messages,second-stack}.test.ts',
];
/** A machine with other work takes its time: what is asked for until it holds fails late, and never early. */
const patient = { expect: { poll: { timeout: 30_000 } } };
const alone = [...flows('pause', 'time-travel'), 'test/deployment/pause-queues.test.ts'];

/** `npm test` runs `unit` and `flows`; `npm run test:ministack` and its like run the others. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patient,
          name: 'unit',
          include: [
            'test/{unit,infra,contract,conformance,docs,repository,simulation,upgrades}/**/*.test.ts',
          ],
          exclude: [onAnEmulator],
          // Some make a whole stack, which takes seconds, and more where the machine has other work.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'flows',
          include: ['test/flows/**/*.test.ts'],
          exclude: [onAnEmulator],
          globalSetup: startTarget,
          // They mostly wait, so more of them can run than there are processors.
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Each loads a server of its own and then mostly waits.
      {
        test: {
          ...patient,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          exclude: [onAnEmulator],
          maxWorkers: 3,
          sequence: { groupOrder: 5 },
          testTimeout: 240_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // A browser has processes of its own.
          maxWorkers: 1,
          sequence: { groupOrder: 6 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Installs the package, which takes minutes where npm has it all to fetch: `npm run test:package`.
      {
        test: {
          ...patient,
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          sequence: { groupOrder: 7 },
          testTimeout: 240_000,
        },
      },
      // Those of a target that the environment names, in three groups. A job that kills its function must
      // not meet those of other files in a batch; it mostly waits, as they do that wait for the clock, on
      // another queue. A queue that stands still is in everybody's way.
      {
        test: {
          ...patient,
          name: 'target',
          include: ['test/flows/*.test.ts'],
          exclude: [...slow, ...alone],
          globalSetup: startTarget,
          // Each file has enough at once for an emulator, which has no more processors than this machine.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'target-slow',
          include: slow,
          exclude: [onAnEmulator],
          globalSetup: startTarget,
          maxWorkers: 4,
          sequence: { groupOrder: 3 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'target-alone',
          include: alone,
          globalSetup: startTarget,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'emulator',
          include: [onAnEmulator],
          maxWorkers: 4,
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

function flows(...names: readonly string[]): string[] {
  return names.map((name) => `test/flows/${name}.test.ts`);
}
