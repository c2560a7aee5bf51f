import type { RateLimit } from '../functions/api/middleware/rate-limit.ts';
import { readRateLimit } from '../functions/api/read-rate-limit.ts';
import { readOrigins } from '../functions/core/web-origins.ts';
import { StartError } from './start-error.ts';
import { tokenIssuerIn } from './token-issuer-in.ts';

export interface Settings {
  /** 0: any that is free. */
  readonly port: number;
  /** Of the data. */
  readonly folder: string;
  readonly key: string | undefined;
  readonly virtualClock: boolean;
  /** True: new code is loaded when a file changes. */
  readonly watch: boolean;
  readonly colours: boolean;
  /** Those whose pages may call the API. */
  readonly origins: readonly string[];
  /** Of each key's requests. */
  readonly rateLimit: RateLimit;
  /** JSON of the issuer whose tokens are taken. */
  readonly tokenIssuer: string | undefined;
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the command line, without the program. */
  readonly args: readonly string[];
  readonly isTerminal: boolean;
}

/** What can be set from outside, checked. An empty variable counts as none. */
export function readSettings({ environment, args, isTerminal }: Surroundings): Settings {
  const unknown = args.find((arg) => arg !== '--watch');
  if (unknown !== undefined) {
    throw new StartError(`'${unknown}' is not an option: there is only --watch`);
  }
  return {
    port: portOf(environment.PORT || '3000'),
    folder: environment.ERRAND_DATA || '.errand',
    key: environment.ERRAND_KEY || undefined,
    virtualClock: isVirtual(environment.ERRAND_CLOCK || 'real'),
    watch: args.includes('--watch'),
    colours: isTerminal && !environment.NO_COLOR,
    origins: originsOf(environment.ERRAND_ORIGINS ?? ''),
    // More than a machine can do: it holds nobody up until it is set.
    rateLimit: rateLimitOf(environment.ERRAND_KEY_LIMIT || '10000/20000'),
    tokenIssuer: tokenIssuerIn(environment),
  };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new StartError(`Expected PORT to be a whole number from 0 to 65535, got '${text}'`);
}

function originsOf(list: string): readonly string[] {
  try {
    return readOrigins(list);
  } catch (error) {
    throw new StartError(`ERRAND_ORIGINS cannot be used. ${(error as Error).message}`);
  }
}

function rateLimitOf(text: string): RateLimit {
  try {
    return readRateLimit(text);
  } catch (error) {
    throw new StartError(`ERRAND_KEY_LIMIT cannot be used. ${(error as Error).message}`);
  }
}

function isVirtual(clock: string): boolean {
  if (clock === 'virtual' || clock === 'real') return clock === 'virtual';
  throw new StartError(`Expected ERRAND_CLOCK to be 'virtual' or 'real', got '${clock}'`);
}
