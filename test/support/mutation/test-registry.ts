/**
 * Stands in for Vitest where all tests of the core are loaded once into one process (see `one-process.ts`): the
 * same `expect`, and of the rest what those tests use.
 */
import { expect as vitestExpect } from 'vitest';

export const expect = vitestExpect;

type Body = (...args: never[]) => unknown;

export interface Suite {
  readonly name: string;
  readonly file: string;
  readonly parent: Suite | undefined;
  readonly timeout: number;
  readonly beforeAll: Body[];
  readonly afterAll: Body[];
  readonly beforeEach: Body[];
  readonly afterEach: Body[];
}

export interface Test {
  readonly id: string;
  readonly name: string;
  readonly suite: Suite;
  readonly run: () => unknown;
}

const usualTimeout = 5_000;

export const tests: Test[] = [];
let suite = newSuite('', { file: '', parent: undefined, timeout: usualTimeout });

/** What is said from now on belongs to this file. */
export function beginFile(file: string): void {
  suite = newSuite('', { file, parent: undefined, timeout: usualTimeout });
}

function newSuite(name: string, rest: Pick<Suite, 'file' | 'parent' | 'timeout'>): Suite {
  return { name, ...rest, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
}

export const vi = {
  /** Asks until it no longer throws. The test's own timeout ends it. */
  async waitFor(ask: () => unknown): Promise<void> {
    for (;;) {
      try {
        await ask();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  },
};

type Arguments = readonly [body: Body] | readonly [options: { timeout?: number }, body: Body];

function split(args: Arguments): { body: Body; timeout: number | undefined } {
  const [first, second] = args;
  if (typeof first === 'function') return { body: first, timeout: undefined };
  if (second === undefined) throw new TypeError('Expected a function after the options');
  return { body: second, timeout: first.timeout };
}

function addSuite(name: string, ...args: Arguments): void {
  const { body, timeout = suite.timeout } = split(args);
  const parent = suite;
  suite = newSuite(name, { file: parent.file, parent, timeout });
  body();
  suite = parent;
}

function addTest(name: string, ...args: Arguments): void {
  const { body } = split(args);
  const names = [name];
  for (let each: Suite | undefined = suite; each?.name; each = each.parent)
    names.unshift(each.name);
  const whole = names.join(' > ');
  // Rows of a table may have one title.
  tests.push({ id: `${tests.length} ${suite.file}: ${whole}`, name: whole, suite, run: body });
}

/** A row that is a list is the arguments; any other is the only one. */
function eachOf(add: (name: string, ...args: Arguments) => void) {
  return (rows: readonly unknown[]) =>
    (name: string, ...args: Arguments): void => {
      const { body, timeout } = split(args);
      for (const row of rows) {
        const given = (Array.isArray(row) ? row : [row]) as never[];
        add(name, timeout === undefined ? {} : { timeout }, () => body(...given));
      }
    };
}

function skipUnless(add: (name: string, ...args: Arguments) => void) {
  return (isRun: unknown) => (isRun ? add : () => {});
}

export const describe = Object.assign(addSuite, {
  each: eachOf(addSuite),
  skipIf: (isSkipped: unknown) => skipUnless(addSuite)(!isSkipped),
  runIf: skipUnless(addSuite),
});
export const it = Object.assign(addTest, {
  each: eachOf(addTest),
  skipIf: (isSkipped: unknown) => skipUnless(addTest)(!isSkipped),
  runIf: skipUnless(addTest),
});
export const beforeAll = (body: Body): void => void suite.beforeAll.push(body);
export const afterAll = (body: Body): void => void suite.afterAll.push(body);
export const beforeEach = (body: Body): void => void suite.beforeEach.push(body);
export const afterEach = (body: Body): void => void suite.afterEach.push(body);
