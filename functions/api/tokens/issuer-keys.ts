import { findJwkInJwks, isJwks, type Jwk, type Jwks } from 'aws-jwt-verify/jwk';
import type { Clock } from '../../core/clock.ts';
import { hour, minute, second } from '../../core/duration.ts';
import { Problem } from '../problem.ts';
import { addressFault, type TokenIssuer } from './token-issuer.ts';

/** Answers the JSON of an address; rejects if there is none in time. */
export type FetchJson = (url: string) => Promise<unknown>;

/** So long a key that the issuer has withdrawn may still work. */
const freshFor = 10 * minute;
/** So long the keys are used while the issuer does not answer. */
const usableFor = hour;
/** Between two questions to the issuer, however many tokens name keys that it does not have. */
const pause = 30 * second;

/**
 * The public keys of an issuer, by their ids: fetched when the first token comes, and remembered. Rejects
 * with a 503 if the issuer has not answered, for then nobody can say whether a token is good.
 */
export function issuerKeys(issuer: TokenIssuer, clock: Clock, fetchJson: FetchJson) {
  let held: { readonly keys: Jwks; readonly at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let underWay: Promise<void> | undefined;

  async function ask(): Promise<void> {
    askedAt = clock.now();
    try {
      held = { keys: await fetchKeys(issuer, fetchJson), at: clock.now() };
      failure = undefined;
    } catch (error) {
      failure = error;
    } finally {
      underWay = undefined;
    }
  }

  function heldKey(id: string, age: number): Jwk | undefined {
    if (held === undefined || clock.now() >= held.at + age) return undefined;
    return findJwkInJwks(held.keys, id);
  }

  return async (id: string): Promise<Jwk | undefined> => {
    const fresh = heldKey(id, freshFor);
    if (fresh !== undefined) return fresh;
    if (underWay === undefined && clock.now() >= askedAt + pause) underWay = ask();
    await underWay;
    const key = heldKey(id, usableFor);
    if (key === undefined && failure !== undefined) throw silentIssuer(failure);
    return key;
  };
}

async function fetchKeys(issuer: TokenIssuer, fetchJson: FetchJson): Promise<Jwks> {
  const url = issuer.keysUrl ?? (await discoveredUrl(issuer.issuer, fetchJson));
  const keys = (await fetchJson(url)) as Jwks;
  if (isJwks(keys)) return keys;
  throw new Error(`${url} has no keys that can be read: expected a JSON Web Key Set`);
}

/** By OpenID Connect Discovery. */
async function discoveredUrl(issuer: string, fetchJson: FetchJson): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = Object((await fetchJson(url)) ?? {});
  if (document.issuer !== issuer) {
    throw new Error(`${url} is about '${document.issuer}', not about '${issuer}'`);
  }
  const fault = addressFault('jwks_uri', document.jwks_uri);
  if (fault !== undefined) throw new Error(`In ${url} ${fault}`);
  return document.jwks_uri;
}

function silentIssuer(cause: unknown): Problem {
  const detail =
    'The issuer of the token did not say by which keys to know its tokens. Send the same request again in half a minute';
  return new Problem('unavailable', detail, { headers: { 'Retry-After': '30' }, cause });
}
