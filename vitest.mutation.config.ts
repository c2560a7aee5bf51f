import { defineConfig } from 'vitest/config';

const histories = ['random-histories', 'schedule-histories', 'due-index-races', 'long-retries'];

/** What `npm run mutate` runs for each mutant: the tests of the protocol that need nothing but memory. */
export default defineConfig({
  test: {
    include: ['test/unit/core/*.test.ts', 'test/contract/{memory,world}.test.ts'],
    // They repeat the protocol thousands of times, which takes longer than all the others together.
    exclude: histories.map((name) => `test/unit/core/${name}.test.ts`),
    // A worker for each file would take longer than its tests.
    isolate: false,
  },
});
