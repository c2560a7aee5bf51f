import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Code as a page shows it. */
export interface Block {
  /** From the repository's folder. */
  readonly page: string;
  /** Of its first fence, from 1 on. */
  readonly line: number;
  /** `none` if its fence does not say; empty if it has no fence and is indented. */
  readonly language: string;
  readonly code: string;
  /** The file of the reader that it is, if the page says so: `` `jobs/greet.ts`: `` on the line above. */
  readonly file?: string;
}

/** What people read; decisions and what the benchmarks print are written for the record. */
export function pages(): readonly string[] {
  const some = ['*.md', 'docs/*.md', 'cli/init/template/*.md', 'examples/**/*.md'];
  return globSync(some, {
    cwd: repository,
    exclude: (path) => path.includes('node_modules'),
  }).toSorted();
}

export function textOf(page: string): string {
  return readFileSync(join(repository, page), 'utf8');
}

/** Every block of all pages, or of one. */
export function blocks(page?: string): readonly Block[] {
  return (page === undefined ? pages() : [page]).flatMap((some) => blocksIn(some, textOf(some)));
}

/** With code that is only indented, which has no language. */
export function blocksIn(page: string, text: string): readonly Block[] {
  const lines = text.split('\n');
  const found: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const start = startAt(lines, at);
    if (start === undefined) continue;
    const length = lines.slice(at + 1).findIndex(start.isEnd);
    const end = length === -1 ? lines.length : at + 1 + length;
    const code = lines.slice(at + (start.language === '' ? 0 : 1), end).join('\n');
    found.push({ page, line: at + 1, code, language: start.language, ...fileAbove(lines, at) });
    // What ends code that is only indented may begin the next.
    at = start.language === '' ? end - 1 : end;
  }
  return found;
}

function startAt(lines: readonly string[], at: number) {
  const line = lines[at] ?? '';
  const fence = /^ *```(\w*)/.exec(line);
  if (fence !== null) return { language: fence[1] || 'none', isEnd: isFence };
  const isIndented = /^ {4}\S/.test(line) && lines[at - 1]?.trim() === '';
  return isIndented ? { language: '', isEnd: isText } : undefined;
}

function fileAbove(lines: readonly string[], at: number): Pick<Block, 'file'> {
  const file = /^`([\w./-]+\.\w+)`.*:$/.exec(lines[at - 2] ?? '')?.[1];
  return file === undefined ? {} : { file };
}

function isFence(line: string): boolean {
  return /^ *```$/.test(line);
}

function isText(line: string): boolean {
  return /^\S/.test(line);
}

/** The page without its blocks, each line where it was. */
export function proseOf(page: string): string {
  const lines = textOf(page).split('\n');
  for (const { line, language, code } of blocks(page)) {
    if (language === '') continue;
    for (let at = line; at <= line + code.split('\n').length; at += 1) lines[at] = '';
  }
  return lines.join('\n');
}

/** As an editor takes it. */
export function placeOf({ page, line }: Pick<Block, 'page' | 'line'>): string {
  return `${page}:${line}`;
}
