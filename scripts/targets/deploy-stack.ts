import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoStore } from '../../functions/aws/dynamo-store.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { hashOfKey, newApiKey, wholeAccess } from '../../functions/core/api-key.ts';
import type { Store } from '../../functions/core/store.ts';
import type { Emulator } from './emulator.ts';
import { openGateway } from './open-gateway.ts';

export interface DeployedStack {
  /** Of the API, without a slash at its end. */
  readonly url: string;
  /** Of the tenant `default`, with all scopes. */
  readonly key: string;
  readonly tableName: string;
  /** Of the stack, by name. */
  readonly outputs: StackOutputs;
}

export interface StackOutputs {
  readonly ApiId: string;
  readonly ApiUrl: string;
  readonly TableName: string;
  /** JSON: the addresses of each queue and its dead-letter queue, by name. */
  readonly Queues: string;
  readonly [name: string]: string;
}

export interface DeployOptions {
  /** For `--context`: `{ name: 'Second' }` deploys a second stack beside the first. */
  readonly context?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const cdk = path.resolve('node_modules/.bin/cdk');

/** Deploys the stack as to AWS, with the same templates and bundles, and makes a key for its API. */
export async function deployStack(
  emulator: Emulator,
  { context = {} }: DeployOptions = {},
): Promise<DeployedStack> {
  const outputs = await deploy(emulator, { dev: 'true', ...context });
  const stage = new URL(outputs.ApiUrl).pathname.replace(/\/$/, '');
  const key = newApiKey();
  await storeOf(emulator, outputs.TableName).putKey(hashOfKey(key), wholeAccess);
  // The host in `ApiUrl` is below amazonaws.com.
  const gateway = await openGateway(emulator.endpoint, outputs.ApiId);
  return { url: gateway + stage, key, tableName: outputs.TableName, outputs };
}

async function deploy(
  { environment, folder }: Emulator,
  context: Readonly<Record<string, string>>,
): Promise<StackOutputs> {
  const outputsFile = path.join(folder, 'outputs.json');
  const options = { env: { ...environment, CDK_DISABLE_CLI_TELEMETRY: 'true' } };
  await run(cdk, ['bootstrap', 'aws://000000000000/us-east-1'], options);
  const contexts = Object.entries(context).map(([name, value]) => `${name}=${value}`);
  await run(
    cdk,
    [
      ...['deploy', '--all', '--require-approval', 'never'],
      ...contexts.flatMap((each) => ['--context', each]),
      ...['--output', path.join(folder, 'cdk.out'), '--outputs-file', outputsFile],
    ],
    options,
  );
  const stacks: Record<string, StackOutputs> = JSON.parse(await readFile(outputsFile, 'utf8'));
  const [outputs] = Object.values(stacks);
  if (outputs === undefined) throw new Error(`The deployment wrote no outputs to ${outputsFile}`);
  return outputs;
}

function storeOf({ endpoint }: Emulator, name: string): Store {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return dynamoStore({
    name,
    client,
    once: client,
    shards: { due: 1, timeline: 1 },
    clock: systemClock,
    random: Math.random,
  });
}
