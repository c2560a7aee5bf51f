import { parseArgs } from 'node:util';
import { emulatorNames } from './emulator.ts';

export const targetNames = [...emulatorNames, 'aws'] as const;
export type TargetName = (typeof targetNames)[number];

export interface TargetArguments {
  readonly target: TargetName;
  /** Of `--context name=value`, which CDK gets as it is. */
  readonly context: Readonly<Record<string, string>>;
  /** `--yes`: nothing is asked. */
  readonly yes: boolean;
}

/** What `npm run deploy:… -- …` was called with. Throws one line that says what was wrong. */
export function targetArguments(arguments_: readonly string[]): TargetArguments {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: {
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
    },
  });
  const [target] = positionals;
  if (!isTargetName(target) || positionals.length > 1) {
    throw new Error(`Expected one of ${targetNames.join(', ')}, got '${positionals.join(' ')}'`);
  }
  return { target, context: contextIn(values.context), yes: values.yes };
}

function isTargetName(name: string | undefined): name is TargetName {
  return targetNames.some((each) => each === name);
}

function contextIn(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined) {
        throw new Error(`Expected --context name=value, got '${pair}'`);
      }
      return [name, value];
    }),
  );
}
