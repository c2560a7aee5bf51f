import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Account, Place } from './place.ts';

const cdk = path.resolve('node_modules/.bin/cdk');

export interface CdkOptions {
  /** For `--context`: `{ name: 'Second' }` is a second stack beside the first. */
  readonly context?: Readonly<Record<string, string>>;
  /** True: a person reads what CDK writes, and answers its questions. @default false */
  readonly shown?: boolean;
}

/** Rejects, with what CDK wrote unless that was shown, if it fails. */
export async function runCdk(
  { environment, folder }: Place,
  { region }: Account,
  arguments_: readonly string[],
  { context = {}, shown = false }: CdkOptions = {},
): Promise<void> {
  const contexts = Object.entries(context).flatMap(([name, value]) => [
    '--context',
    `${name}=${value}`,
  ]);
  const output = ['--output', path.join(folder, 'cdk.out')];
  const child = spawn(cdk, [...arguments_, ...contexts, ...output], {
    // CDK and SDK do not look for the region in the same places.
    env: { ...environment, AWS_REGION: region, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    stdio: shown ? 'inherit' : ['ignore', 'ignore', 'pipe'],
  });
  const [written, [code]] = await Promise.all([
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`cdk ${arguments_[0]} failed${written && `:\n${written}`}`);
}
