import { readFile } from 'node:fs/promises';

/** Of a log, forty of them. */
export async function lastLines(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).split('\n').slice(-40).join('\n');
}
