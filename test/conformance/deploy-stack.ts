import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { laneNames } from './lanes.ts';
import type { Lane, World } from './world.ts';

type Deployed = Pick<World, 'tableName' | 'lanes'>;

export interface Place {
  /** With what leads CDK to the target. */
  readonly environment: NodeJS.ProcessEnv;
  /** For files that are to go with it. */
  readonly folder: string;
}

const run = promisify(execFile);
const cdk = path.resolve('node_modules/.bin/cdk');
/** The Node of the PATH, as in cdk.json. */
const app = 'node test/conformance/stack/app.ts';

/** Deploys the stack of the probe as users deploy theirs. The account must have been bootstrapped. */
export async function deployStack(place: Place): Promise<Deployed> {
  const outputsFile = path.join(place.folder, 'conformance-outputs.json');
  await runCdk(place, ['deploy', '--require-approval', 'never', '--outputs-file', outputsFile]);
  const stacks: Record<string, Record<string, string>> = JSON.parse(
    await readFile(outputsFile, 'utf8'),
  );
  const [outputs = {}] = Object.values(stacks);
  const lanes = laneNames.map((name) => [name, JSON.parse(outputs[`Lane${name}`] ?? '')] as const);
  return {
    tableName: outputs.TableName ?? '',
    lanes: Object.fromEntries(lanes) as Record<(typeof laneNames)[number], Lane>,
  };
}

export async function destroyStack(place: Place): Promise<void> {
  await runCdk(place, ['destroy', '--force']);
}

export async function bootstrapEmulator(place: Place): Promise<void> {
  await runCdk(place, ['bootstrap', 'aws://000000000000/us-east-1']);
}

async function runCdk({ environment, folder }: Place, command: readonly string[]): Promise<void> {
  const options = ['--app', app, '--output', path.join(folder, 'cdk.out')];
  await run(cdk, [...command, ...options], {
    env: { ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    maxBuffer: 64 * 1024 * 1024,
  });
}
