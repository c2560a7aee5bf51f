import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Prints how long files and functions are, and how much of the text is comment. A reading, not a gate. */
const folders = [
  'functions',
  'local',
  'infra',
  'cli',
  'dashboard',
  'testing',
  'examples',
  'scripts',
  'bench',
  'test',
];
const files = folders
  .flatMap((folder) => globSync(`${folder}/**/*.ts`))
  .filter((file) => !file.startsWith('test/support/planted'));

const fileLines: number[] = [];
const functionLines: number[] = [];
let commentLines = 0;
let casts = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  fileLines.push(lines.length - 1);
  commentLines += lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length;
  casts += text.match(/\sas (?!const\b)/g)?.length ?? 0;
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

const all = fileLines.reduce((sum, lines) => sum + lines, 0);
console.log(
  `${files.length} files, ${all} lines, ${percent(commentLines / all)} comment, ${((casts / all) * 1000).toFixed(1)} casts per 1,000 lines`,
);
console.log(`lines of a file:     ${spread(fileLines)}`);
console.log(`lines of a function: ${spread(functionLines)}`);

function visit(node: ts.Node): void {
  const source = node.getSourceFile();
  if (ts.isFunctionLike(node) && 'body' in node && node.body && !isSuite(node)) {
    const start = source.getLineAndCharacterOfPosition(node.getStart()).line;
    functionLines.push(source.getLineAndCharacterOfPosition(node.end).line - start + 1);
  }
  ts.forEachChild(node, visit);
}

/** The callback of a `describe` holds tests as a file holds functions. */
function isSuite({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.expression.getText().startsWith('describe');
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return `median ${at(0.5)}, 95th percentile ${at(0.95)}, longest ${sorted.at(-1)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
