import { readFile } from 'node:fs/promises';
import { type Surroundings, UsageError } from '../surroundings.ts';

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
    throw new UsageError(`Expected JSON ${source}: ${reason}`);
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
