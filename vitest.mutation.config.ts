import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const histories = ['random-histories', 'schedule-histories', 'due-index-races', 'long-retries'];

/** The first test that fails ends the run of a mutant: those that take a second come last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) =>
      /crash-points|contract|core\/message|store-away/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isSlow(file)), ...sorted.filter(isSlow)];
  }
}

/** What `npm run mutate` runs for each mutant: the tests of the protocol that need nothing but memory. */
export default defineConfig({
  test: {
    include: ['test/unit/core/*.test.ts', 'test/contract/{memory,world}.test.ts'],
    // They repeat the protocol thousands of times, which takes longer than all the others together.
    exclude: histories.map((name) => `test/unit/core/${name}.test.ts`),
    // A worker for each file would take longer than its tests.
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
