import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { accountOf, hasStack, type Place } from '../../scripts/targets/place.ts';
import { runCdk } from '../../scripts/targets/run-cdk.ts';
import { type LaneName, laneNames } from './lanes.ts';
import type { Lane, World } from './world.ts';

type Deployed = Pick<World, 'tableName' | 'lanes'>;

/** With the Node of the PATH, as in cdk.json. */
const app = ['--app', 'node test/conformance/stack/app.ts'];

/** Deploys the stack of the probe as users deploy theirs, after a bootstrap where there was none. */
export async function deployStack(place: Place): Promise<Deployed> {
  const account = await accountOf(place);
  if (!(await hasStack(place, 'CDKToolkit'))) {
    await runCdk(place, account, ['bootstrap', `aws://${account.account}/${account.region}`]);
  }
  const outputsFile = path.join(place.folder, 'conformance-outputs.json');
  const options = ['--require-approval', 'never', '--outputs-file', outputsFile];
  await runCdk(place, account, ['deploy', ...app, ...options]);
  return deployedIn(JSON.parse(await readFile(outputsFile, 'utf8')));
}

export async function destroyStack(place: Place): Promise<void> {
  await runCdk(place, await accountOf(place), ['destroy', ...app, '--force']);
}

function deployedIn(stacks: Record<string, Record<string, string>>): Deployed {
  const [outputs = {}] = Object.values(stacks);
  const lanes = laneNames.map((name) => [name, JSON.parse(outputs[`Lane${name}`] ?? '')] as const);
  return {
    tableName: outputs.TableName ?? '',
    lanes: Object.fromEntries(lanes) as Record<LaneName, Lane>,
  };
}
