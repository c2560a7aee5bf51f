import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * Runs everything that tries to break a promise, one after the other, and sums up. `--without soak,mutate`
 * leaves some out, `--json` prints the sum as JSON. Exit code 1 if one of them failed.
 */
const steps: readonly (readonly [script: string, ...args: string[]])[] = [
  ['simulate', '--json'],
  ['simulate:faults', '--json'],
  ['mutate'],
  ['faults:kills', '--json'],
  ['faults:store', '--json'],
  ['faults:ministack', '--json'],
  ['soak', '--json'],
];

interface Result {
  readonly script: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** What it printed as JSON, a line each. */
  readonly figures: readonly unknown[];
}

async function runStep(script: string, args: readonly string[]): Promise<Result> {
  console.error(`\n=== npm run ${[script, ...args].join(' ')}`);
  const since = performance.now();
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stderr.write(text);
  });
  const [code] = await once(child, 'close');
  const seconds = Math.round((performance.now() - since) / 1_000);
  return { script, passed: code === 0, seconds, figures: output.split('\n').flatMap(jsonIn) };
}

function jsonIn(line: string): unknown[] {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, without: { type: 'string', default: '' } },
});
const without = values.without.split(',').filter(Boolean);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const unknown = without.filter((name) => !steps.some(([script]) => script === name));
if (unknown.length > 0) {
  const known = steps.map(([script]) => script).join(', ');
  console.error(`There is no step '${unknown[0]}' to leave out. There are: ${known}`);
  process.exit(2);
}

const results: Result[] = [];
for (const [script, ...args] of steps) {
  if (scripts[script] === undefined || without.includes(script)) continue;
  results.push(await runStep(script, args));
}
if (values.json) console.log(JSON.stringify(results));
else console.table(results.map(({ script, passed, seconds }) => ({ script, passed, seconds })));
if (results.some(({ passed }) => !passed)) process.exitCode = 1;
