import { execFileSync } from 'node:child_process';

/** What a program prints that runs in this folder. Throws with all of it if it fails. */
export function node(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): string {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...own } = process.env;
  const env = { ...own, ...environment };
  return execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
}
