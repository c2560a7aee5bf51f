import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface Completion {
  readonly value: string;
  /** Shown beside it by shells that can. */
  readonly description: string;
}

/** Values that only a server knows, by the name of an argument or of an option's value: `type`, `queue`. */
export type KnownValues = (name: string) => Promise<readonly Completion[]>;

/**
 * What the last of `words` can become, which follow the name of the program; an empty one stands for a word
 * that has not been begun. Nothing, if it is up to the shell: a file, or text of one's own.
 */
export async function completionsOf(
  program: CommandUnknownOpts,
  words: readonly string[],
  known: KnownValues,
): Promise<readonly Completion[]> {
  const begun = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return [];
  const place = before.reduce(placeAfter, { command: program, operands: 0 });
  const all = await completionsAt(place, begun, { before, known });
  return all.filter(({ value }) => value !== '' && value.startsWith(begun));
}

interface Place {
  /** To which the words lead. */
  readonly command: CommandUnknownOpts;
  /** How many arguments it has already. */
  readonly operands: number;
  /** The option that waits for its value. */
  readonly option?: CommandUnknownOpts['options'][number] | undefined;
}

function placeAfter({ command, operands, option }: Place, word: string): Place {
  if (option !== undefined) return { command, operands };
  if (word.startsWith('-')) {
    const named = command.options.find(({ long, short }) => word === long || word === short);
    return { command, operands, option: named?.required ? named : undefined };
  }
  const next = operands === 0 && command.commands.find((some) => some.name() === word);
  return next ? { command: next, operands } : { command, operands: operands + 1 };
}

interface Circumstances {
  readonly before: readonly string[];
  readonly known: KnownValues;
}

async function completionsAt(
  { command, operands, option }: Place,
  begun: string,
  { before, known }: Circumstances,
): Promise<readonly Completion[]> {
  if (option !== undefined) {
    const [, name = ''] = /[<[]([\w-]+)/.exec(option.flags) ?? [];
    return option.argChoices ? choicesOf(option.argChoices) : known(name);
  }
  if (begun.startsWith('-')) return optionsOf(command, before);
  const commands = operands === 0 ? commandsOf(command) : [];
  const argument = argumentAt(command, operands);
  if (argument === undefined) return commands;
  return argument.argChoices ? choicesOf(argument.argChoices) : known(argument.name());
}

function commandsOf(command: CommandUnknownOpts): readonly Completion[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((some) => ({ value: some.name(), description: firstLine(some.description()) }));
}

/** Each once, unless it may be repeated. */
function optionsOf(command: CommandUnknownOpts, before: readonly string[]): readonly Completion[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long, variadic }) => variadic || !before.includes(long ?? ''))
    .map(({ long, description }) => ({ value: long ?? '', description: firstLine(description) }));
}

function argumentAt(command: CommandUnknownOpts, place: number) {
  const last = command.registeredArguments.at(-1);
  return command.registeredArguments[place] ?? (last?.variadic ? last : undefined);
}

function choicesOf(choices: readonly string[]): readonly Completion[] {
  return choices.map((value) => ({ value, description: '' }));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
