import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { lastLineOf } from './last-line-of.ts';
import { lastLines } from './last-lines.ts';
import type { LocalstackRunner } from './localstack-runner.ts';

const run = promisify(execFile);

/**
 * By a program that starts LocalStack without Docker on the port LOCALSTACK_PORT, unless it runs there
 * already; prints `log=…` with the path of its log when it answers; and has a neighbour `stop`.
 */
export function localstackOnHost(program: string, port: number): LocalstackRunner {
  const options = {
    // Functions run on the Node that is named, and not on that of the machine, which may be too old.
    env: { ...process.env, LOCALSTACK_PORT: String(port), LAMBDA_NODE: process.execPath },
  };
  let logFile: string | undefined;
  return {
    start: async () => {
      const { stdout } = await run(program, options).catch((error: unknown) => {
        throw new Error(`${program} did not start LocalStack: ${lastLineOf(error)}`);
      });
      logFile = /^log=(.+)$/m.exec(stdout)?.[1];
    },
    log: async () => (logFile === undefined ? '' : lastLines(logFile)),
    stop: async () => {
      await run(path.join(path.dirname(program), 'stop'), options);
    },
  };
}
