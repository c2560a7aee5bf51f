import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkPermissions } from './permissions/check-permissions.ts';
import { type RecordedCall, startRecorder } from './permissions/start-recorder.ts';
import { type DeployedStack, deployStack, destroyStack } from './targets/deploy-stack.ts';
import { type EmulatorName, emulatorNames } from './targets/emulator.ts';
import { lineOf } from './targets/line-of.ts';
import { accountOf, type Place } from './targets/place.ts';
import { startEmulator } from './targets/start-emulator.ts';

/**
 * Deploys the stack to an emulator, or to an account of AWS, and runs the flows on it; on an emulator the
 * contract suite as well. After the name, arguments go to vitest: files, or `-t` and a title. Exit code 1
 * if anything fails, the emulator included.
 */
async function main([name, ...vitestArguments]: readonly string[]): Promise<number> {
  if (name === 'aws') return testOnAws(vitestArguments);
  if (isEmulatorName(name)) return testOnEmulator(name, vitestArguments);
  throw new Error(`Expected one of ${emulatorNames.join(', ')}, aws, got '${name ?? ''}'`);
}

async function testOnEmulator(
  name: EmulatorName,
  vitestArguments: readonly string[],
): Promise<number> {
  // LocalStack gives its functions its own address, whatever is asked for.
  const recorder = name === 'ministack' ? await startRecorder() : undefined;
  const emulator = await startEmulator(name, { functionsEndpoint: recorder?.endpoint });
  recorder?.forwardTo(emulator.endpoint);
  console.log(`${emulator.name} ${emulator.release} runs at ${emulator.endpoint}`);
  try {
    const stack = await deployStack(emulator);
    const projects = ['target*', 'emulator'];
    const { logFile } = emulator;
    const run = { target: name, projects, vitestArguments, logFile };
    const code = await test(emulator, stack, run);
    if (code !== 0) console.log(await emulator.log());
    const isWhole = code === 0 && vitestArguments.length === 0;
    const faults = recorder ? await permissionFaults(emulator, recorder.calls(), { isWhole }) : [];
    return faults.length > 0 ? 1 : code;
  } finally {
    await emulator.stop();
  }
}

/** A part of the tests reaches a part of the grants: only a whole run can say that one is idle. */
async function permissionFaults(
  place: Place,
  calls: readonly RecordedCall[],
  { isWhole }: { readonly isWhole: boolean },
): Promise<readonly string[]> {
  const { table, refused, idle } = await checkPermissions(place, 'Errand', calls);
  const faults = isWhole ? [...refused, ...idle] : refused;
  if (isWhole) console.log(`\nWhat each function may do, and what it did:\n\n${table}\n`);
  for (const fault of faults) console.error(fault);
  return faults;
}

/** Only in the account that ERRAND_TEST_ACCOUNT names: credentials alone may be those of any. */
async function testOnAws(vitestArguments: readonly string[]): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-aws-'));
  const place: Place = { environment: process.env, folder };
  const { account, region } = await accountOf(place);
  const chosen = process.env.ERRAND_TEST_ACCOUNT;
  if (chosen !== account) {
    throw new Error(
      `The credentials are those of account ${account}, in ${region}. To deploy a stack there, test it and destroy it, set ERRAND_TEST_ACCOUNT=${account}; it is '${chosen ?? ''}'`,
    );
  }
  const name = `ErrandTest-${randomBytes(3).toString('hex')}`;
  console.log(`Deploying stack '${name}' to account ${account} in ${region}`);
  const context = { name, dev: 'true' };
  // Whoever interrupts the run ends what runs under it, and not this: the stack has to go first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => console.log(`Stack '${name}' is destroyed before this ends`));
  }
  try {
    const stack = await deployStack(place, { context });
    return await test(place, stack, { target: 'aws', projects: ['target*'], vitestArguments });
  } finally {
    await destroyStack(place, { context });
    console.log(`Stack '${name}' is destroyed`);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly target: string;
  /** Of vitest. */
  readonly projects: readonly string[];
  readonly vitestArguments: readonly string[];
  /** Of the target, to be searched for what no log may hold. */
  readonly logFile?: string | undefined;
}

async function test(
  { environment }: Place,
  { url, key, tableName, outputs }: DeployedStack,
  { target, projects, vitestArguments, logFile }: Run,
): Promise<number> {
  console.log(`The stack is deployed: ${url}`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const tests = spawn(
    path.resolve('node_modules/.bin/vitest'),
    ['run', ...chosen, ...vitestArguments],
    {
      stdio: 'inherit',
      env: {
        ...environment,
        ERRAND_TARGET: target,
        ERRAND_TARGET_URL: url,
        ERRAND_KEY: key,
        ERRAND_TABLE: tableName,
        ERRAND_QUEUES: outputs.Queues,
        ERRAND_TARGET_LOG: logFile,
      },
    },
  );
  process.once('SIGTERM', () => tests.kill());
  const [code] = await once(tests, 'exit');
  return code ?? 1;
}

function isEmulatorName(name: string | undefined): name is EmulatorName {
  return emulatorNames.some((each) => each === name);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(lineOf(error));
  return 1;
});
