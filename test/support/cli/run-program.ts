import { program } from '../../../cli/program.ts';
import type { Surroundings } from '../../../cli/surroundings.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One command line in this process, and what it wrote. Without colours, and without a screen. */
export async function runProgram(
  args: readonly string[],
  surroundings: Partial<Surroundings> = {},
): Promise<Ran> {
  const text = { out: '', err: '' };
  const code = await program(args, {
    out: (some) => {
      text.out += some;
    },
    err: (some) => {
      text.err += some;
    },
    environment: {},
    now: () => Date.UTC(2030, 0, 1),
    colours: false,
    ...surroundings,
  });
  return { code, ...text };
}
