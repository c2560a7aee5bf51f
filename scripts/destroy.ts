import path from 'node:path';
import { destroyStack } from './targets/deploy-stack.ts';
import type { EmulatorName } from './targets/emulator.ts';
import { lineOf } from './targets/line-of.ts';
import { accountOf, hasStack, type Place } from './targets/place.ts';
import { findStanding } from './targets/standing-emulator.ts';
import { type TargetArguments, targetArguments } from './targets/target-arguments.ts';

/** Removes the stack, and ends the emulator if `deploy` started it. */
async function main(): Promise<void> {
  const { target, ...options } = targetArguments(process.argv.slice(2));
  if (target === 'aws') await destroyOnAws(options);
  else await destroyOnEmulator(target, options.context);
}

type Options = Omit<TargetArguments, 'target'>;

async function destroyOnAws({ context, yes }: Options): Promise<void> {
  const place: Place = { environment: process.env, folder: path.resolve('.errand/targets/aws') };
  const name = context.name ?? 'Errand';
  const { account, region } = await accountOf(place);
  if (!(await hasStack(place, name))) {
    console.log(`Account ${account} has no stack '${name}' in ${region}`);
    return;
  }
  console.log(`Removing stack '${name}' from account ${account} in ${region}`);
  await destroyStack(place, { context, shown: true, approved: yes });
}

async function destroyOnEmulator(name: EmulatorName, given: Options['context']): Promise<void> {
  const standing = await findStanding(name);
  if (standing === undefined) {
    console.log(`No ${name} runs that could have a stack`);
    return;
  }
  const { emulator, ours } = standing;
  await destroyStack(emulator, { context: { dev: 'true', ...given }, shown: true });
  if (!ours) {
    console.log(`${name} goes on at ${emulator.endpoint}: something else started it`);
    return;
  }
  await emulator.stop();
  console.log(`${name} has ended, with all that was in it`);
}

await main().catch((error: unknown) => {
  console.error(lineOf(error));
  process.exitCode = 1;
});
