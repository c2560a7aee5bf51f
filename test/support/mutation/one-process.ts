import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Suite, Test } from './test-registry.ts';

const registryUrl = new URL('./test-registry.ts', import.meta.url).href;

/** What the code that Stryker has instrumented looks at. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>> };
}

/** What the dry run found, for the processes that take the place of the one that made it. */
interface Measured {
  /** Milliseconds of each test, by its id. */
  readonly times: Readonly<Record<string, number>>;
  /** How often each test comes by each mutant. */
  readonly hits: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** In the sandbox, which Stryker removes. */
const measuredFile = 'dry-run.json';

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
}

type Failure = { readonly failed: unknown } | undefined;

/** They repeat the protocol thousands of times, which takes longer than all the others together. */
const histories = ['schedule-histories', 'due-index-races', 'long-retries'];

/**
 * A test runner for Stryker. It loads the code with all its mutants and the tests of the core once, and then only
 * switches mutants: nothing is loaded anew for each, which is nearly all that the usual runner does. Fit for tests
 * that leave nothing behind, as those of the core. A loop without end is Stryker's to notice: it ends the process.
 */
class OneProcess {
  readonly #namespace: Namespace;
  readonly #tests = new Map<string, Test>();
  #measured: Measured = { times: {}, hits: {} };

  constructor() {
    const all = globalThis as unknown as { __stryker__?: Namespace };
    all.__stryker__ ??= {};
    this.#namespace = all.__stryker__;
  }

  /** Mutants are active at run time alone (`ignoreStatic`), so that a reload would change nothing. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    // A mutant may leave a promise behind that nobody waits for; what it breaks, a test has to see.
    process.on('unhandledRejection', () => {});
    process.on('uncaughtException', () => {});
    const sandbox = pathToFileURL(process.cwd()).href;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' && context.parentURL?.startsWith(sandbox)
          ? { url: registryUrl, shortCircuit: true }
          : next(specifier, context),
    });
    const { beginFile, tests } = await import(registryUrl);
    for (const file of testFiles()) {
      beginFile(file);
      await import(pathToFileURL(path.resolve(file)).href);
    }
    for (const test of tests) this.#tests.set(test.id, test);
    if (existsSync(measuredFile)) this.#measured = JSON.parse(readFileSync(measuredFile, 'utf8'));
  }

  async dryRun() {
    const results = [];
    const times: Record<string, number> = {};
    for (const test of this.#tests.values()) {
      this.#namespace.currentTestId = test.id;
      const begin = performance.now();
      const failure = await this.#run(test);
      const timeSpentMs = performance.now() - begin;
      times[test.id] = timeSpentMs;
      const common = { id: test.id, name: test.name, fileName: test.suite.file, timeSpentMs };
      const failureMessage = failure && messageOf(failure);
      results.push(failure ? { ...common, status: 1, failureMessage } : { ...common, status: 0 });
    }
    this.#namespace.currentTestId = undefined;
    const { mutantCoverage } = this.#namespace;
    this.#measured = { times, hits: mutantCoverage?.perTest ?? {} };
    writeFileSync(measuredFile, JSON.stringify(this.#measured));
    return { status: 'complete', tests: results, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter }: MutantRun) {
    const filter = testFilter ?? [...this.#tests.keys()];
    // The quick ones first: the first that fails ends it.
    const sorted = filter.toSorted((a, b) => this.#timeOf(a) - this.#timeOf(b));
    let nrOfTests = 0;
    try {
      for (const id of sorted) {
        const test = this.#tests.get(id);
        if (test === undefined) throw new Error(`There is no test ${id}`);
        // A loop that comes by its mutant a hundred times as often as the test does without it has no end.
        const limit = 100 * (this.#measured.hits[id]?.[activeMutant.id] ?? 0) + 1_000;
        const active = { activeMutant: activeMutant.id, hitCount: 0, hitLimit: limit };
        Object.assign(this.#namespace, active);
        const failure = await this.#run(test);
        nrOfTests += 1;
        const { hitCount = 0 } = this.#namespace;
        if (hitCount > limit) {
          return { status: 'timeout', reason: `Hit limit reached (${hitCount}/${limit})` };
        }
        if (failure !== undefined) {
          const failureMessage = messageOf(failure);
          return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
        }
      }
      return { status: 'survived', nrOfTests };
    } finally {
      this.#namespace.activeMutant = undefined;
    }
  }

  #timeOf(id: string): number {
    return this.#measured.times[id] ?? 0;
  }

  async #run({ suite, run }: Test): Promise<Failure> {
    const suites = lineOf(suite);
    const inside = suites.toReversed();
    const steps = [
      ...suites.flatMap((each) => each.beforeAll),
      ...suites.flatMap((each) => each.beforeEach),
      run,
    ];
    const failure = await failureOf(steps, suite.timeout);
    const after = inside.flatMap((each) => [...each.afterEach, ...each.afterAll]);
    return failure ?? (await failureOf(after, suite.timeout));
  }
}

/** Milliseconds between two looks at whether anything happens. */
const look = 100;
const longestIdle = 5;

/** Fails what takes too long, and what waits for something that nothing will bring: it leaves the process idle. */
async function failureOf(steps: readonly (() => unknown)[], timeout: number): Promise<Failure> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const begin = performance.now();
    let idle = 0;
    let before = performance.eventLoopUtilization();
    timer = setInterval(() => {
      const now = performance.eventLoopUtilization();
      idle = performance.eventLoopUtilization(now, before).utilization < 0.1 ? idle + 1 : 0;
      before = now;
      if (idle >= longestIdle) reject(new Error('It waits for what nothing will bring'));
      if (performance.now() - begin > timeout) reject(new Error(`It took over ${timeout} ms`));
    }, look);
  });
  try {
    for (const step of steps) await Promise.race([step(), late]);
    return undefined;
  } catch (failed) {
    return { failed };
  } finally {
    clearInterval(timer);
  }
}

/** From the outermost on. */
function lineOf(suite: Suite): readonly Suite[] {
  return suite.parent === undefined ? [suite] : [...lineOf(suite.parent), suite];
}

function messageOf({ failed }: NonNullable<Failure>): string {
  return failed instanceof Error ? `${failed.name}: ${failed.message}` : String(failed);
}

function testFiles(): readonly string[] {
  const all = globSync(['test/unit/core/*.test.ts', 'test/contract/{memory,world}.test.ts']);
  return all.filter((file) => !histories.some((name) => file.includes(name))).sort();
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'one-process', injectableClass: OneProcess },
];
