import { defineConfig } from 'vitest/config';

const onAnEmulator = '**/*.emulator.test.ts';
const startTarget = 'test/support/flows/global-setup.ts';
const slow = [
  ...['crashes', 'dead-letters', 'due-index'].map((name) => `test/flows/${name}.test.ts`),
  'test/deployment/messages.test.ts',
];

/** `npm test` runs `unit` and `flows`; `npm run test:ministack` and its like run the others. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,infra,contract}/**/*.test.ts'],
          exclude: [onAnEmulator],
        },
      },
      {
        test: {
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
      // Those of a target that the environment names, in two groups. A job that kills its function must
      // not meet those of other files in a batch; and it mostly waits, as they do that wait for the clock.
      {
        test: {
          name: 'target',
          include: ['test/flows/*.test.ts'],
          exclude: slow,
          globalSetup: startTarget,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'target-slow',
          include: slow,
          globalSetup: startTarget,
          maxWorkers: 4,
          sequence: { groupOrder: 3 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
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
