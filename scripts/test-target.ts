import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { deployStack } from './targets/deploy-stack.ts';
import { type Emulator, type EmulatorName, emulatorNames } from './targets/emulator.ts';
import { startEmulator } from './targets/start-emulator.ts';

/**
 * Runs the contract suite on an emulator of AWS, and the flows on the stack deployed to it. After its name,
 * arguments go to vitest: files, or `-t` and a title. Exit code 1 if anything fails, the emulator included.
 */
async function main([name, ...vitestArguments]: readonly string[]): Promise<number> {
  if (!isEmulatorName(name)) {
    throw new Error(`Expected one of ${emulatorNames.join(', ')}, got '${name ?? ''}'`);
  }
  const emulator = await startEmulator(name);
  console.log(`${emulator.name} ${emulator.release} runs at ${emulator.endpoint}`);
  try {
    return await test(emulator, vitestArguments);
  } finally {
    await emulator.stop();
  }
}

async function test(emulator: Emulator, vitestArguments: readonly string[]): Promise<number> {
  const { url, key, tableName, outputs } = await deployStack(emulator);
  console.log(`The stack is deployed: ${url}`);
  const vitest = path.resolve('node_modules/.bin/vitest');
  const tests = spawn(
    vitest,
    ['run', '--project', 'target*', '--project', 'emulator', ...vitestArguments],
    {
      stdio: 'inherit',
      env: {
        ...emulator.environment,
        ERRAND_TARGET_URL: url,
        ERRAND_KEY: key,
        ERRAND_TARGET: emulator.name,
        ERRAND_TABLE: tableName,
        ERRAND_QUEUES: outputs.Queues,
      },
    },
  );
  process.once('SIGTERM', () => tests.kill());
  const [code] = await once(tests, 'exit');
  if (code !== 0) console.log(await emulator.log());
  return code ?? 1;
}

function isEmulatorName(name: string | undefined): name is EmulatorName {
  return emulatorNames.some((each) => each === name);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
