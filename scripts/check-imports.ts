import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import config from '../.dependency-cruiser.mjs';

interface Report {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const root = join(import.meta.dirname, '..');
const clean = cruise(
  root,
  [
    'functions',
    'local',
    'infra',
    'scripts',
    'cli',
    'client',
    'dashboard',
    'testing',
    'exports',
    'examples',
    'bench',
    'test',
  ],
  '^(test/support/planted|cli/init/template)/',
);
for (const { from, to, rule } of clean.summary.violations) {
  console.error(`${rule.name}: ${from} must not import ${to}`);
}
const planted = cruise(join(root, 'test/support/planted'), [
  'functions',
  'local',
  'client',
  'dashboard',
  'testing',
  'examples',
  'test',
]);
const found = new Set(planted.summary.violations.map(({ rule }) => rule.name));
const rules = (config.forbidden ?? []).map(({ name }) => name ?? 'a rule without a name');
const missed = rules.filter((name) => !found.has(name));
for (const name of missed) console.error(`The planted violation of ${name} was not found`);

const faults = clean.summary.violations.length + missed.length;
console.log(
  `Imports: ${clean.summary.totalCruised} files, ${found.size} planted violations found, ${faults} faults`,
);
process.exitCode = faults === 0 ? 0 : 1;

function cruise(cwd: string, folders: readonly string[], exclude?: string): Report {
  const arguments_ = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'];
  const without = exclude === undefined ? [] : ['--exclude', exclude];
  const { stdout, stderr } = spawnSync('depcruise', [...arguments_, ...without, ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  return JSON.parse(stdout) as Report;
}
