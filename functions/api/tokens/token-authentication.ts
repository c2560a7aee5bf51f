import type { Jwk } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { verifyJwtSync } from 'aws-jwt-verify/jwt-verifier';
import type { Clock } from '../../core/clock.ts';
import { second } from '../../core/duration.ts';
import type { Caller } from '../authenticate.ts';
import { type FetchJson, issuerKeys } from './issuer-keys.ts';
import { refusedToken } from './refused-token.ts';
import { type Claims, own, tokenCaller } from './token-caller.ts';
import type { TokenIssuer } from './token-issuer.ts';

interface Header {
  readonly alg?: string;
  readonly kid?: string;
  readonly crit?: unknown;
}

/**
 * By the tokens (JWT) of one issuer. A token is looked at in this order: its form, its algorithm, what it
 * claims, and at last its key and its signature, so that no token can have the issuer asked that would be
 * refused in any case. Rejects with the problem that says why.
 */
export function tokenAuthentication(issuer: TokenIssuer, clock: Clock, fetchJson: FetchJson) {
  const keyOf = issuerKeys(issuer, clock, fetchJson);
  return async (token: string): Promise<Caller> => {
    const { header, payload } = readToken(token);
    const fault = headerFault(header, issuer) ?? claimsFault(payload, issuer, clock.now());
    if (fault !== undefined) throw refusedToken(fault);
    const key = await keyOf(header.kid ?? '');
    if (key === undefined) throw refusedToken('the issuer has no key with its key id');
    checkSignature(token, key, issuer);
    return tokenCaller(payload, issuer);
  };
}

function readToken(token: string): { readonly header: Header; readonly payload: Claims } {
  try {
    return decomposeUnverifiedJwt(token) as { header: Header; payload: Claims };
  } catch {
    throw refusedToken('it is no JSON Web Token');
  }
}

/** The algorithm is ours to choose: `none`, or a public key taken for a secret, would let anybody in. */
function headerFault({ alg, kid, crit }: Header, issuer: TokenIssuer): string | undefined {
  const { algorithms = ['RS256'] } = issuer;
  if (!algorithms.some((name) => name === alg)) {
    return `it has to be signed with ${algorithms.join(' or ')}, not with ${alg ?? 'nothing'}`;
  }
  if (kid === undefined || kid === '') return 'it does not say by which key it is signed';
  return crit === undefined ? undefined : 'it asks for extensions that are not known here';
}

function claimsFault(claims: Claims, issuer: TokenIssuer, now: number): string | undefined {
  const { audience, audienceClaim = 'aud', toleranceSeconds = 30 } = issuer;
  const tolerance = toleranceSeconds * second;
  if (claims.iss !== issuer.issuer) return 'it is of another issuer';
  const named = [own(claims, audienceClaim)].flat();
  if (!audience.some((name) => named.includes(name))) {
    return `its claim '${audienceClaim}' names another audience`;
  }
  if (typeof claims.exp !== 'number') return "its claim 'exp' is missing, so it would never expire";
  if (claims.exp * second + tolerance <= now) return 'it has expired';
  const isEarly = typeof claims.nbf === 'number' && claims.nbf * second - tolerance > now;
  return isEarly ? "it is not valid yet, by its claim 'nbf'" : undefined;
}

function checkSignature(token: string, key: Jwk, issuer: TokenIssuer): void {
  try {
    verifyJwtSync(token, key, {
      issuer: issuer.issuer,
      // Another claim has been checked in its place.
      audience: (issuer.audienceClaim ?? 'aud') === 'aud' ? [...issuer.audience] : null,
      // The library looks at the system's clock, and would take a token without `exp`: see `claimsFault`.
      graceSeconds: Number.POSITIVE_INFINITY,
    });
  } catch {
    throw refusedToken('its signature is not that of the key that it names');
  }
}
