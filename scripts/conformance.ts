import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { behaviourGroups } from '../test/conformance/behaviour-groups.ts';
import {
  bootstrapEmulator,
  deployStack,
  destroyStack,
  type Place,
} from '../test/conformance/deploy-stack.ts';
import { unaskedEnds } from '../test/conformance/event-source/unasked-ends.ts';
import { type Report, reportLines } from '../test/conformance/report.ts';
import { isSafe, runBehaviours } from '../test/conformance/run-behaviours.ts';
import { saveReport } from '../test/conformance/save-report.ts';
import { untilMappingIs } from '../test/conformance/until-mapping-is.ts';
import { type EmulatorName, emulatorNames } from './targets/emulator.ts';
import { startEmulator } from './targets/start-emulator.ts';

const targets = [...emulatorNames, 'aws'] as const;

/**
 * Checks what Errand relies on of SQS, event source mappings and DynamoDB: on an emulator that it starts, or
 * in the account of the environment, with a stack of its own that it deletes again. `--save` writes the
 * table in the docs. Exit code 1 if something does not hold without which a job may be lost.
 */
async function main([name, ...options]: readonly string[]): Promise<number> {
  const target = targets.find((each) => each === name);
  if (target === undefined)
    throw new Error(`Expected one of ${targets.join(', ')}, got '${name ?? ''}'`);
  const report = target === 'aws' ? await checkAws() : await checkEmulator(target);
  console.log(reportLines(behaviourGroups, report).join('\n'));
  if (report.unaskedEnds > 0) {
    throw new Error(
      `${report.unaskedEnds} invocations of the probe ran out of time unasked: this machine is too busy to tell, try again`,
    );
  }
  if (options.includes('--save')) await saveReport(behaviourGroups, report);
  return isSafe(behaviourGroups, report.findings) ? 0 : 1;
}

async function checkEmulator(name: EmulatorName): Promise<Report> {
  const emulator = await startEmulator(name);
  try {
    console.log(`${emulator.name} ${emulator.release} runs at ${emulator.endpoint}`);
    await bootstrapEmulator(emulator);
    const isAsReleased = name === 'localstack' && process.env.LOCALSTACK_HOST_EXTRAS === '0';
    const title = name === 'ministack' ? 'MiniStack' : 'LocalStack';
    return await check(emulator, {
      name: isAsReleased ? 'localstack-as-released' : name,
      title: isAsReleased ? `${title}, as released` : title,
      release: emulator.release,
    });
  } finally {
    await emulator.stop();
  }
}

async function checkAws(): Promise<Report> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint) throw new Error(`AWS_ENDPOINT_URL is ${endpoint}, which is not AWS: unset it`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'errand-conformance-'));
  const place = { environment: process.env, folder };
  try {
    const region = await new SQSClient({}).config.region();
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

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
