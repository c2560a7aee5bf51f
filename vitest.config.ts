import { defineConfig } from 'vitest/config';

const onAnEmulator = '**/*.emulator.test.ts';
const startTarget = 'test/support/flows/global-setup.ts';

/** `emulator` needs one that runs: leave it out of ordinary runs by `--project '!emulator'`. */
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
      {
        test: {
          name: 'emulator',
          include: ['test/contract/**/*.emulator.test.ts', 'test/flows/*.test.ts'],
          globalSetup: startTarget,
          // A job that kills its function must not meet those of another file in a batch.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
