import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installProgram } from '../pypi/install-program.ts';

export interface FuzzRound {
  readonly seed: number;
  readonly phases: readonly ('examples' | 'coverage' | 'fuzzing' | 'stateful')[];
  /** Of each operation in a phase, at most. */
  readonly examples: number;
}

export interface FuzzedServer {
  /** With `/v1`. */
  readonly url: string;
  readonly key: string;
  /** For what is written on the way. */
  readonly folder: string;
}

export interface FuzzResult {
  /** That were sent, by the report's own count. */
  readonly requests: number;
  readonly passed: boolean;
}

const schemathesis = {
  title: 'Schemathesis',
  name: 'schemathesis',
  version: '4.32.5',
  constraints: path.join(import.meta.dirname, 'constraints.txt'),
};
const settings = path.join(import.meta.dirname, 'schemathesis.toml');

/** Has it read the document of a server and send what that allows, and what it does not. It says what it finds. */
export async function runSchemathesis(
  { url, key, folder }: FuzzedServer,
  { seed, phases, examples }: FuzzRound,
): Promise<FuzzResult> {
  const program = await installProgram(schemathesis);
  const report = path.join(folder, `report-${seed}.json`);
  const arguments_ = [
    ...['--config-file', settings, 'run', `${url}/openapi.json`],
    ...['--header', `Authorization: Bearer ${key}`],
    ...['--seed', String(seed), '--phases', phases.join(','), '--max-examples', String(examples)],
    // Failures that were stored by another run would be sent again, whatever the seed.
    ...['--generation-database', 'none', '--continue-on-failure', '--max-failures', '50'],
    ...['--warnings', 'off', '--report', 'json', '--report-json-path', report],
  ];
  const child = spawn(program, arguments_, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'close');
  return { requests: await requestsIn(report), passed: code === 0 };
}

async function requestsIn(report: string): Promise<number> {
  const { test_cases } = JSON.parse(await readFile(report, 'utf8'));
  return Number(test_cases.generated);
}
