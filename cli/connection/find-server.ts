import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandEnd, exitCodes } from '../exit-codes.ts';
import { type Surroundings, UsageError } from '../surroundings.ts';

export interface ServerPlace {
  readonly url?: string;
  readonly key?: string;
  /** The folder of a server on this machine. */
  readonly data?: string;
  /** The name of a stack on AWS. */
  readonly stack?: string;
}

export interface Server {
  /** Of the API, with `/v1` and no slash at its end. */
  readonly url: string;
  readonly key: string;
}

type Environment = Pick<Surroundings, 'environment'>;

/** The server that a command is about, with a key for it. */
export async function findServer(place: ServerPlace, surroundings: Environment): Promise<Server> {
  const url = await serverUrl(place, surroundings);
  return { url, key: keyFor(url, place, surroundings) };
}

/** Needs no key. */
export async function serverUrl(
  { url, stack }: ServerPlace,
  { environment }: Environment,
): Promise<string> {
  if (stack !== undefined) {
    // Loaded for AWS alone: the clients take longer than the rest of the command.
    const { outputOf } = await import('../../scripts/targets/place.ts');
    return withoutSlash(await outputOf({ environment }, stack, 'ApiUrl'));
  }
  if (url !== undefined) return readUrl(url, '--url');
  if (environment.ERRAND_URL) return readUrl(environment.ERRAND_URL, 'ERRAND_URL');
  return `http://127.0.0.1:${environment.PORT || '3000'}/v1`;
}

function readUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      `Expected ${source} to be an address such as 'https://jobs.example/v1', got '${text}'`,
    );
  }
  if (url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError(`Expected ${source} to have no user, no '?' and no '#'`);
  }
  return withoutSlash(url.pathname === '/' ? `${url.origin}/v1` : `${url.origin}${url.pathname}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** Where the key of a command was taken from, and so what to change if it is refused. */
export function keyOrigin({ key, data }: ServerPlace, { environment }: Environment): string {
  if (key !== undefined) return 'The key was given by --key: give another one there';
  if (environment.ERRAND_KEY) {
    return 'The key was taken from ERRAND_KEY: set another one there, or give one with --key';
  }
  const file = keyFile(data ?? localFolder(environment));
  return `The key was read from '${file}': if the server that answers is not that of this folder, name its own with --data, or set ERRAND_KEY`;
}

function keyFor(url: string, { key, data }: ServerPlace, { environment }: Environment): string {
  const given = key ?? (environment.ERRAND_KEY || undefined);
  if (given !== undefined) return given;
  // The key of this machine's server opens it whole: it is sent nowhere else.
  if (!isThisMachine(url)) {
    throw new UsageError(`A key for ${url} is needed: set ERRAND_KEY, or give one with --key`);
  }
  return localKey(data ?? localFolder(environment));
}

function localFolder({ ERRAND_DATA: folder }: NodeJS.ProcessEnv): string {
  return folder || '.errand';
}

function keyFile(folder: string): string {
  return join(folder, 'key');
}

/** Whether an address is this machine's own, which no other can listen at. */
export function isThisMachine(url: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

function localKey(folder: string): string {
  const file = keyFile(folder);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CommandEnd(
      exitCodes.noAnswer,
      `There is no key of a server in '${file}': start one here with errand dev, name its folder with --data, or set ERRAND_URL and ERRAND_KEY`,
      { cause },
    );
  }
}
