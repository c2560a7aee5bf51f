import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { environmentOf } from '../handlers/environment-of.ts';
import type { FunctionName } from '../handlers/handler-of.ts';

/** A bundle that is started, and what it is first called with. */
export interface Started {
  readonly name: FunctionName;
  /** The bundle's first module. */
  readonly file: string;
  readonly event: unknown;
}

/** Milliseconds of one cold start. The start of Node itself does not count. */
export interface ColdStart {
  readonly importMs: number;
  /** Of the processor, all threads together. */
  readonly importProcessorMs: number;
  /** From the call of the handler to its answer. */
  readonly firstInvokeMs: number;
}

const run = promisify(execFile);

/** In a new process, with the settings of a deployed function. AWS is at `url`. */
export async function startFunction(
  { name, file, event }: Started,
  url: string,
): Promise<ColdStart> {
  const code = `
    const event = ${JSON.stringify(event)};
    const context = { awsRequestId: '${crypto.randomUUID()}', functionName: '${name}', getRemainingTimeInMillis: () => 20_000 };
    const began = performance.now(), spent = process.cpuUsage();
    const { handler } = await import('${pathToFileURL(file)}');
    const importMs = performance.now() - began, { user, system } = process.cpuUsage(spent);
    const invoked = performance.now();
    const answer = await handler(event, context);
    const firstInvokeMs = performance.now() - invoked;
    const importProcessorMs = (user + system) / 1_000;
    const line = JSON.stringify({ answer, importMs, importProcessorMs, firstInvokeMs });
    process.stdout.write('\\n' + line, () => process.exit());`;
  const args = ['--input-type=module', '--eval', code];
  const { stdout } = await run(process.execPath, args, { env: environmentOf(name, url) });
  // Functions log as well.
  const { answer, ...times } = JSON.parse(stdout.split('\n').at(-1) ?? '');
  checkAnswer(name, answer);
  return times;
}

/** A function that fails would be quick. */
function checkAnswer(name: FunctionName, answer: unknown): void {
  const {
    batchItemFailures = [],
    statusCode = 202,
  }: { batchItemFailures?: readonly unknown[]; statusCode?: number } = Object(answer);
  if (batchItemFailures.length === 0 && statusCode === 202) return;
  throw new Error(`The function ${name} answered ${JSON.stringify(answer)}`);
}
