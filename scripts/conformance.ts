import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { behaviourGroups } from '../test/conformance/behaviour-groups.ts';
import { deployStack, destroyStack } from '../test/conformance/deploy-stack.ts';
import { unaskedEnds } from '../test/conformance/event-source/unasked-ends.ts';
import { stackName } from '../test/conformance/lanes.ts';
import { type Report, reportLines } from '../test/conformance/report.ts';
import { isSafe, runBehaviours } from '../test/conformance/run-behaviours.ts';
import { saveReport } from '../test/conformance/save-report.ts';
import { untilMappingIs } from '../test/conformance/until-mapping-is.ts';
import type { EmulatorName } from './targets/emulator.ts';
import { lineOf } from './targets/line-of.ts';
import { accountOf, hasStack, type Place } from './targets/place.ts';
import { startEmulator } from './targets/start-emulator.ts';
import { targetNames } from './targets/target-arguments.ts';

/**
 * Checks what Errand relies on of SQS, event source mappings and DynamoDB: on an emulator that it starts, or
 * in the account of the environment, with a stack of its own that it deletes again. `--save` writes the
 * table in the docs. Exit code 1 if something does not hold without which a job may be lost.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { save: { type: 'boolean', default: false } },
  });
  const target = targetNames.find((name) => name === positionals[0]);
  if (target === undefined) {
    throw new Error(`Expected one of ${targetNames.join(', ')}, got '${positionals.join(' ')}'`);
  }
  const report = target === 'aws' ? await checkAws() : await checkEmulator(target);
  console.log(reportLines(behaviourGroups, report).join('\n'));
  if (report.unaskedEnds > 0) {
    throw new Error(
      `${report.unaskedEnds} invocations of the probe ran out of time unasked: this machine is too busy to tell, try again`,
    );
  }
  if (values.save) await saveReport(behaviourGroups, report);
  return isSafe(behaviourGroups, report.findings) ? 0 : 1;
}

async function checkEmulator(name: EmulatorName): Promise<Report> {
  const emulator = await startEmulator(name);
  try {
    const { endpoint, release } = emulator;
    console.log(`${name} ${release} runs at ${endpoint}`);
    return await check(emulator, { ...(name === 'ministack' ? ministack : localstack()), release });
  } finally {
    await emulator.stop();
  }
}

const ministack = { name: 'ministack', title: 'MiniStack' } as const;

/** What starts LocalStack without Docker mends some of it, unless it is asked not to. */
function localstack() {
  const isMended = process.env.LOCALSTACK_START && process.env.LOCALSTACK_HOST_EXTRAS !== '0';
  return isMended
    ? { name: 'localstack', title: 'LocalStack' }
    : { name: 'localstack-as-released', title: 'LocalStack, as released' };
}

async function checkAws(): Promise<Report> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint) throw new Error(`AWS_ENDPOINT_URL is ${endpoint}, which is not AWS: unset it`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-conformance-'));
  const place: Place = { environment: process.env, folder };
  const { account, region } = await accountOf(place);
  console.log(`Checking in account ${account} in ${region}`);
  try {
    // What a run that was cut short has noted would count as seen by this one.
    if (await hasStack(place, stackName)) await destroyStack(place);
    return await check(place, { name: 'aws', title: 'AWS', release: region });
  } finally {
    await destroyStack(place);
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(
  place: Place,
  target: Pick<Report, 'name' | 'title' | 'release'>,
): Promise<Report> {
  const deployed = await deployStack(place);
  console.log('The probe is deployed');
  const { AWS_ENDPOINT_URL: endpoint } = place.environment;
  const config = endpoint === undefined ? {} : { ...emulated, endpoint };
  const world = {
    ...deployed,
    sqs: new SQSClient(config),
    dynamo: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
  };
  await Promise.all(
    Object.values(world.lanes).map((lane) => untilMappingIs(world, lane, 'Enabled')),
  );
  const findings = await runBehaviours(behaviourGroups, (behaviour) => behaviour.check(world));
  return { ...target, findings, unaskedEnds: await unaskedEnds(world) };
}

const emulated = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

process.exitCode = await main().catch((error: unknown) => {
  console.error(lineOf(error));
  return 1;
});
