import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Emulator, EmulatorName } from './emulator.ts';
import { findLocalstack, infoAt, runLocalstack } from './localstack.ts';
import {
  isHealthy,
  type MinistackProcess,
  ministackAt,
  spawnMinistack,
} from './ministack-process.ts';

/** An emulator that goes on when the command which started it ends. */
export interface StandingEmulator {
  readonly emulator: Emulator;
  /** False: somebody else started it. */
  readonly ours: boolean;
  /** Keys that were made for the stacks in it, by the stack's name. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What is kept of those that were started here. */
interface State {
  readonly ministack?: MinistackProcess;
  readonly localstack?: {
    readonly session: string;
    readonly folder: string;
  };
  readonly keys: Readonly<Record<string, string>>;
}

/** LocalStack's own. */
const usualPort = 4566;

/** The one that runs, if one does: a MiniStack of these commands, or any LocalStack on its port. */
export async function findStanding(name: EmulatorName): Promise<StandingEmulator | undefined> {
  const { ministack, localstack, keys } = await readState(name);
  if (name === 'ministack') {
    if (ministack === undefined || !(await isHealthy(ministack.endpoint))) return undefined;
    return { emulator: ministackAt(ministack), ours: true, keys };
  }
  const folder = localstack?.folder ?? (await newFolder(name));
  const emulator = await findLocalstack(localstackPort(), folder);
  if (emulator === undefined) return undefined;
  const info = await infoAt(emulator.endpoint);
  const ours = localstack !== undefined && info?.session_id === localstack.session;
  return { emulator, ours, keys: ours ? keys : {} };
}

/** The one that runs, else a new and empty one. */
export async function startStanding(name: EmulatorName): Promise<StandingEmulator> {
  const found = await findStanding(name);
  if (found !== undefined) return found;
  const { emulator, state } = await starts[name](await newFolder(name));
  await writeState(name, { ...state, keys: {} });
  return { emulator, ours: true, keys: {} };
}

interface Started {
  readonly emulator: Emulator;
  readonly state: Omit<State, 'keys'>;
}

const starts: Readonly<Record<EmulatorName, (folder: string) => Promise<Started>>> = {
  async ministack(folder) {
    const ministack = await spawnMinistack(folder);
    return { emulator: ministackAt(ministack), state: { ministack } };
  },
  async localstack(folder) {
    const emulator = await runLocalstack(localstackPort(), folder);
    const info = await infoAt(emulator.endpoint);
    return { emulator, state: info ? { localstack: { session: info.session_id, folder } } : {} };
  },
};

/** So that a second deployment can print it again. */
export async function rememberKey(name: EmulatorName, stack: string, key: string): Promise<void> {
  const state = await readState(name);
  await writeState(name, { ...state, keys: { ...state.keys, [stack]: key } });
}

/** Outside the repository, whose package.json would make modules of the files that an emulator writes. */
function newFolder(name: EmulatorName): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), `errand-${name}-`));
}

/** Where the local server keeps what it has, too. */
function stateFile(name: EmulatorName): string {
  return path.resolve('.errand/targets', `${name}.json`);
}

async function readState(name: EmulatorName): Promise<State> {
  const text = await readFile(stateFile(name), 'utf8').catch(() => '{"keys":{}}');
  return JSON.parse(text);
}

/** For its owner's eyes: it holds keys. */
async function writeState(name: EmulatorName, state: State): Promise<void> {
  await mkdir(path.dirname(stateFile(name)), { recursive: true });
  await writeFile(stateFile(name), JSON.stringify(state), { mode: 0o600 });
}

function localstackPort(): number {
  return Number(process.env.LOCALSTACK_PORT) || usualPort;
}
