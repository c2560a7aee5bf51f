import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createKey } from './create-key.ts';
import { openGateway } from './open-gateway.ts';
import { accountOf, hasStack, type Place } from './place.ts';
import { type CdkOptions, runCdk } from './run-cdk.ts';

export interface DeployedStack {
  /** Of the API, without a slash at its end. */
  readonly url: string;
  /** Of the tenant `default`, with all scopes. */
  readonly key: string;
  readonly tableName: string;
  readonly outputs: StackOutputs;
}

/** Of the stack, by name. */
export interface StackOutputs {
  readonly ApiId: string;
  readonly ApiUrl: string;
  readonly TableName: string;
  /** JSON: the addresses of each queue and its dead-letter queue, by name. */
  readonly Queues: string;
  readonly [name: string]: string;
}

export interface DeployOptions extends CdkOptions {
  /** Grants and firewall rules are deployed without asking. @default true */
  readonly approved?: boolean;
}

/** A stack to try things with, of which nothing is left when it is destroyed, and a key for its API. */
export async function deployStack(
  place: Place,
  { context = {} }: Pick<DeployOptions, 'context'> = {},
): Promise<DeployedStack> {
  const outputs = await deploy(place, { context: { dev: 'true', ...context } });
  const { TableName: tableName, ApiUrl, ApiId } = outputs;
  const key = await createKey(place, tableName);
  const endpoint = place.environment.AWS_ENDPOINT_URL;
  const url =
    endpoint === undefined
      ? ApiUrl.replace(/\/$/, '')
      : `${await openGateway(endpoint, ApiId)}/${stageIn(ApiUrl)}`;
  return { url, key, tableName, outputs };
}

/** Deploys by the same templates and bundles wherever it is, after a bootstrap where there was none. */
export async function deploy(
  place: Place,
  { approved = true, ...options }: DeployOptions = {},
): Promise<StackOutputs> {
  await mkdir(place.folder, { recursive: true });
  const account = await accountOf(place);
  if (!(await hasStack(place, 'CDKToolkit'))) {
    const environment = `aws://${account.account}/${account.region}`;
    await runCdk(place, account, ['bootstrap', environment], options);
  }
  const outputsFile = path.join(place.folder, 'outputs.json');
  const approval = approved ? 'never' : 'broadening';
  const arguments_ = ['deploy', '--all', '--require-approval', approval];
  await runCdk(place, account, [...arguments_, '--outputs-file', outputsFile], options);
  const stacks: Record<string, StackOutputs> = JSON.parse(await readFile(outputsFile, 'utf8'));
  const [outputs] = Object.values(stacks);
  if (outputs === undefined) throw new Error(`The deployment wrote no outputs to ${outputsFile}`);
  return outputs;
}

/** Where an emulator's API answers to a path, since its host name is below amazonaws.com. */
export function emulatedUrl(endpoint: string, { ApiId, ApiUrl }: StackOutputs): string {
  return `${endpoint}/_aws/execute-api/${ApiId}/${stageIn(ApiUrl)}`;
}

export async function destroyStack(
  place: Place,
  { approved = true, ...options }: DeployOptions = {},
): Promise<void> {
  const force = approved ? ['--force'] : [];
  await runCdk(place, await accountOf(place), ['destroy', '--all', ...force], options);
}

function stageIn(apiUrl: string): string {
  return new URL(apiUrl).pathname.replaceAll('/', '');
}
