import { readFile } from 'node:fs/promises';
import { cut } from '../output/cut.ts';
import { type Surroundings, UsageError } from '../surroundings.ts';

const longestQuoted = 80;
const remedy =
  'names and texts stand in double quotes, and all of it, on a command line, in single ones';

/** JSON as it was typed, of a file (`@name`), or of stdin (`-`). */
export async function readPayload(
  given: string,
  surroundings: Pick<Surroundings, 'input'>,
): Promise<unknown> {
  const { text, source } = await textOf(given, surroundings);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    // A shell takes away quotes that are not in others: what is left of the text shows it.
    const got = text.trim() === '' ? 'nothing' : `'${cut(text.trim(), longestQuoted)}'`;
    throw new UsageError(`Expected JSON ${source}, got ${got} (${reason}): ${remedy}`);
  }
}

async function textOf(given: string, { input }: Pick<Surroundings, 'input'>) {
  if (given === '-') return { text: (await input?.()) ?? '', source: 'on stdin' };
  if (!given.startsWith('@')) return { text: given, source: 'as the payload' };
  const file = given.slice(1);
  try {
    return { text: await readFile(file, 'utf8'), source: `in '${file}'` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new UsageError(`The payload cannot be read: ${reason}`);
  }
}
