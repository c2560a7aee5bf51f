import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { lastLineOf } from './last-line-of.ts';
import type { LocalstackRunner } from './localstack-runner.ts';

const run = promisify(execFile);

/** By `compose.yaml`, under a name of its own for each port: several run beside each other. */
export function localstackInDocker(port: number): LocalstackRunner {
  const compose = (...arguments_: readonly string[]) =>
    run('docker', ['compose', '--project-name', `errand-${port}`, ...arguments_], {
      env: { ...process.env, LOCALSTACK_PORT: String(port) },
    });
  return {
    start: async () => {
      await run('docker', ['compose', 'version']).catch(() => {
        throw new Error(
          'LocalStack needs Docker with its compose plugin, or LOCALSTACK_START with the path of a program that starts it',
        );
      });
      await compose('up', '--wait', '--wait-timeout', '300').catch((error: unknown) => {
        throw new Error(`Docker did not start LocalStack: ${lastLineOf(error)}`);
      });
    },
    log: async () => (await compose('logs', '--no-color', '--tail', '40')).stdout,
    stop: async () => {
      await compose('down', '--volumes').catch(() => undefined);
    },
  };
}
