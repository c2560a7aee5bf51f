import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from '../support/figure.ts';

export interface Import extends Pick<Figure, 'what' | 'target'> {
  readonly file: string;
  readonly sourceMaps: boolean;
}

const run = promisify(execFile);

const address = 'https://sqs.eu-central-1.amazonaws.com/000000000000';
const queue = (name: string) => ({
  url: `${address}/${name}`,
  deadLetterUrl: `${address}/${name}-dead`,
});

/** What the stack and Lambda tell a function. Nothing is called at these addresses. */
const environment = {
  PATH: process.env.PATH,
  TABLE_NAME: 'table',
  QUEUES: JSON.stringify({ default: queue('default'), demo: queue('demo') }),
  QUEUE: 'default',
  DUE_SHARDS: '4',
  TIMELINE_SHARDS: '4',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_LAMBDA_FUNCTION_NAME: 'function',
  METRICS_NAMESPACE: 'Errand/Errand',
  POWERTOOLS_SERVICE_NAME: 'function',
};

/** Round by round, so that what else the machine does meets all of them alike. */
export async function measureImports(
  imports: readonly Import[],
  rounds: number,
): Promise<readonly Figure[]> {
  const times = imports.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, each] of imports.entries()) times[place]?.push(await timeOf(each));
  }
  return imports.map((each, place) => ({ ...each, unit: 'ms', values: times[place] ?? [] }));
}

/** Milliseconds of a new process, whose own start is not counted. */
async function timeOf({ file, sourceMaps }: Import): Promise<number> {
  const code = `
    const started = performance.now();
    await import('${pathToFileURL(file)}');
    process.stdout.write(String(performance.now() - started));`;
  const args = ['--input-type=module', '--eval', code];
  if (sourceMaps) args.unshift('--enable-source-maps');
  const { stdout } = await run(process.execPath, args, { env: environment });
  return Number(stdout);
}
