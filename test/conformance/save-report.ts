import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BehaviourGroup } from './behaviour.ts';
import { markdownTable } from './markdown-table.ts';
import type { Report } from './report.ts';

export const page = path.resolve('docs/targets.md');

const folder = path.resolve('test/conformance/reports');
const begin = '<!-- conformance -->\n\n';
const end = '\n<!-- /conformance -->\n';

/** Keeps the report beside those of the other targets, and writes the table of all of them. */
export async function saveReport(groups: readonly BehaviourGroup[], report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${report.name}.json`);
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
  const text = await readFile(page, 'utf8');
  const [before = '', after = ''] = text.split(begin + tableIn(text) + end);
  const table = markdownTable(groups, await readReports());
  await writeFile(page, before + begin + table + end + after);
}

/** Of the page: what is between its two marks. */
export function tableIn(text: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`${page} has lost the marks of its table`);
  return text.slice(from + begin.length, to);
}

export async function readReports(): Promise<readonly Report[]> {
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))),
  );
}
