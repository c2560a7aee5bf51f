import { createHash } from 'node:crypto';

/** What Stryker tells a checker of a mutant. */
interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly location: unknown;
  readonly mutatorName: string;
  readonly replacement?: string;
}

/**
 * Lets one part of all mutants through, as `MUTANTS=2/6` says: the whole takes hours on a busy machine. Which
 * part a mutant belongs to follows from what it is and from nothing else, so that the parts are as good as drawn
 * at random, and together they are the whole. Stryker leaves the others out of the score.
 */
class PartOfMutants {
  readonly #part: number;
  readonly #parts: number;

  constructor() {
    const text = process.env.MUTANTS ?? '1/1';
    const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
    [this.#part, this.#parts] = [Number(part), Number(parts)];
    if (this.#part >= 1 && this.#part <= this.#parts) return;
    throw new RangeError(`Expected MUTANTS to be a part such as '2/6', got '${text}'`);
  }

  async init(): Promise<void> {}

  async check(mutants: readonly Mutant[]) {
    const other = { status: 'compileError', reason: 'It belongs to another part' };
    return Object.fromEntries(
      mutants.map((mutant) => [mutant.id, this.#isIn(mutant) ? { status: 'passed' } : other]),
    );
  }

  #isIn({ fileName, location, mutatorName, replacement = '' }: Mutant): boolean {
    const inCore = fileName.slice(fileName.indexOf('functions/core/'));
    const text = JSON.stringify([inCore, location, mutatorName, replacement]);
    const number = createHash('sha256').update(text).digest().readUInt32BE(0);
    return (number % this.#parts) + 1 === this.#part;
  }
}

export const strykerPlugins = [{ kind: 'Checker', name: 'part', injectableClass: PartOfMutants }];
