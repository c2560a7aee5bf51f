import { defineConfig } from 'vitest/config';

const onAnEmulator = '**/*.emulator.test.ts';

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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'emulator',
          include: ['test/contract/**/*.emulator.test.ts', 'test/flows/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
