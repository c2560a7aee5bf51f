import path from 'node:path';
import { createKey } from './targets/create-key.ts';
import { deploy, emulatedUrl, type StackOutputs } from './targets/deploy-stack.ts';
import type { EmulatorName } from './targets/emulator.ts';
import { lineOf } from './targets/line-of.ts';
import { accountOf, hasStack, type Place } from './targets/place.ts';
import { rememberKey, startStanding } from './targets/standing-emulator.ts';
import { type TargetArguments, targetArguments } from './targets/target-arguments.ts';

/** Deploys the stack, and prints its address, its key and a command that works. */
async function main(): Promise<void> {
  const { target, ...options } = targetArguments(process.argv.slice(2));
  if (target === 'aws') await deployToAws(options);
  else await deployToEmulator(target, options.context);
}

type Options = Omit<TargetArguments, 'target'>;

async function deployToAws({ context, yes }: Options): Promise<void> {
  const place: Place = { environment: process.env, folder: path.resolve('.errand/targets/aws') };
  const name = context.name ?? 'Errand';
  const { account, region } = await accountOf(place);
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const where = endpoint === undefined ? '' : ` at ${endpoint}`;
  console.log(`Deploying stack '${name}' to account ${account} in ${region}${where}`);
  const isFirst = !(await hasStack(place, name));
  const outputs = await deploy(place, { context, shown: true, approved: yes });
  const url = endpoint === undefined ? outputs.ApiUrl : emulatedUrl(endpoint, outputs);
  // One is enough, and a key cannot be shown again: the table holds only its hash.
  const key = isFirst ? await createKey(place, outputs.TableName) : undefined;
  console.log(welcome({ url, key, outputs, stack: name, note: 'shown this once: keep it safe' }));
}

async function deployToEmulator(name: EmulatorName, given: Options['context']): Promise<void> {
  const { emulator, keys } = await startStanding(name);
  console.log(`${emulator.name} ${emulator.release} runs at ${emulator.endpoint}`);
  const context = { dev: 'true', ...given };
  const stack = given.name ?? 'Errand';
  const outputs = await deploy(emulator, { context, shown: true });
  const key = keys[stack] ?? (await createKey(emulator, outputs.TableName));
  await rememberKey(name, stack, key);
  const url = emulatedUrl(emulator.endpoint, outputs);
  console.log(welcome({ url, key, outputs, stack, note: 'the same after each deployment' }));
}

interface Deployed {
  readonly url: string;
  /** Undefined: an earlier deployment made it. */
  readonly key: string | undefined;
  readonly outputs: StackOutputs;
  readonly stack: string;
  readonly note: string;
}

function welcome({ url, key, outputs: { TableName }, stack, note }: Deployed): string {
  const address = url.replace(/\/$/, '');
  const none = `none is made by a further deployment: npm run errand -- keys create --stack ${stack}`;
  return `
  Errand is deployed
  Address  ${address}
  Table    ${TableName}
  Key      ${key === undefined ? none : `${key} (${note})`}

  A first job, and its result:

curl ${address}/jobs -H "Authorization: Bearer ${key ?? '$KEY'}" -H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '{"type":"demo","payload":{"echo":"hello"}}'
`;
}

await main().catch((error: unknown) => {
  console.error(lineOf(error));
  process.exitCode = 1;
});
