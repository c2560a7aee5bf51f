import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BehaviourGroup } from './behaviour.ts';
import { markdownTable } from './markdown-table.ts';
import type { Report } from './report.ts';

const folder = path.resolve('test/conformance/reports');
const page = path.resolve('docs/conformance.md');
const begin =
  '<!-- The lines from here on are written by `npm run conformance -- <target> --save`. -->';

/** Keeps the report beside those of the other targets, and writes the table of all of them. */
export async function saveReport(groups: readonly BehaviourGroup[], report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, `${report.name}.json`),
    `${JSON.stringify(report, undefined, 2)}\n`,
  );
  const text = await readFile(page, 'utf8');
  const table = markdownTable(groups, await readReports());
  await writeFile(page, `${text.slice(0, text.indexOf(begin))}${begin}\n\n${table}`);
}

async function readReports(): Promise<readonly Report[]> {
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8'))),
  );
}
