import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { deployStack } from './ministack/deploy-stack.ts';
import { type Ministack, startMinistack } from './ministack/start-ministack.ts';

/**
 * Runs the contract suite on an emulator of AWS, and the flows on the stack deployed to it. Arguments go
 * to vitest: files, or `-t` and a title. Exit code 1 if anything fails, MiniStack itself included.
 */
async function main(): Promise<number> {
  const ministack = await startMinistack();
  try {
    return await test(ministack);
  } finally {
    await ministack.stop();
  }
}

async function test(ministack: Ministack): Promise<number> {
  const { url, key } = await deployStack(ministack);
  console.log(`The stack is deployed: ${url}`);
  const vitest = path.resolve('node_modules/.bin/vitest');
  const tests = spawn(vitest, ['run', '--project', 'emulator', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...ministack.environment,
      ERRAND_TARGET_URL: url,
      ERRAND_KEY: key,
    },
  });
  process.once('SIGTERM', () => tests.kill());
  const [code] = await once(tests, 'exit');
  if (code !== 0) console.log(await ministack.log());
  return code ?? 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
