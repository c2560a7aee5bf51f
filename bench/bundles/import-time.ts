import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const address = 'https://sqs.eu-central-1.amazonaws.com/000000000000';
const queue = (name: string) => ({
  url: `${address}/${name}`,
  deadLetterUrl: `${address}/${name}-dead`,
});

/** What the stack and Lambda tell a function. Nothing is called at these addresses. */
const environment = {
  PATH: process.env.PATH,
  NODE_OPTIONS: '--enable-source-maps',
  TABLE_NAME: 'table',
  QUEUES: JSON.stringify({ default: queue('default'), demo: queue('demo') }),
  QUEUE: 'default',
  DUE_SHARDS: '4',
  TIMELINE_SHARDS: '4',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_LAMBDA_FUNCTION_NAME: 'function',
  POWERTOOLS_METRICS_NAMESPACE: 'Errand',
  POWERTOOLS_SERVICE_NAME: 'function',
};

/** Milliseconds that a new process takes to import the module, its own start not counted. */
export async function importTime(file: string): Promise<number> {
  const code = `
    const started = performance.now();
    const { handler } = await import('${pathToFileURL(file)}');
    const time = performance.now() - started;
    if (typeof handler !== 'function') throw new Error('There is no handler');
    process.stdout.write(String(time));`;
  const args = ['--input-type=module', '--eval', code];
  const { stdout } = await run(process.execPath, args, { env: environment });
  return Number(stdout);
}
