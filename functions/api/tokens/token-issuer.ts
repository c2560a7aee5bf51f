import { isTenantName, tenantForm } from '../../core/tenant-name.ts';

const signatures = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

export type TokenAlgorithm = (typeof signatures)[number];

/** Whose tokens (JWT) the API takes in the place of a key, and what it reads from them. */
export interface TokenIssuer {
  /** To the letter what is in the claim `iss`: an https address without query. */
  readonly issuer: string;
  /** A token has to be for one of these. */
  readonly audience: readonly string[];
  /** The claim that says for whom a token is. Cognito's access tokens have `client_id`. @default 'aud' */
  readonly audienceClaim?: string;
  /** Where the issuer's public keys are. @default - where `/.well-known/openid-configuration` says */
  readonly keysUrl?: string;
  /** With which a token may be signed, and no other. @default ['RS256'] */
  readonly algorithms?: readonly TokenAlgorithm[];
  /** How far the issuer's clock may be from this one, 0 to 300. @default 30 */
  readonly toleranceSeconds?: number;
  /** The claim with the tenant. @default 'tenant' */
  readonly tenantClaim?: string;
  /** Of all tokens; no claim is read then. @default - the claim says */
  readonly tenant?: string;
  /** The claim with the scopes: words in a string, or an array of strings. @default 'scope' */
  readonly scopeClaim?: string;
  /** What stands before `enqueue`, `read`, `manage` or `admin`; other scopes do not count. @default 'errand:' */
  readonly scopePrefix?: string;
  /** The claim with the names of the job types that may be enqueued, an array. @default - all may */
  readonly typesClaim?: string;
}

/** One sentence for each thing that is wrong; none if tokens of this issuer can be trusted. */
export function tokenIssuerFaults(given: TokenIssuer): readonly string[] {
  const { audience, algorithms = ['RS256'], toleranceSeconds = 30, tenant, tenantClaim } = given;
  const faults = [
    addressFault('issuer', given.issuer),
    given.keysUrl !== undefined && addressFault('keysUrl', given.keysUrl),
    !isListOf(audience, (text) => typeof text === 'string' && text !== '') &&
      `audience is ${JSON.stringify(audience)}: name at least one, or tokens for other services would be taken`,
    !isListOf(algorithms, (name) => signatures.some((known) => known === name)) &&
      `algorithms is ${JSON.stringify(algorithms)}: name some of ${signatures.join(', ')}`,
    !(toleranceSeconds >= 0 && toleranceSeconds <= 300) &&
      `toleranceSeconds is ${toleranceSeconds}: set it to 0 to 300`,
    tenant !== undefined && !isTenantName(tenant) && `tenant is '${tenant}': use ${tenantForm}`,
    tenant !== undefined &&
      tenantClaim !== undefined &&
      'there are a tenant and a tenantClaim: leave one of them out',
  ];
  return faults.filter((fault) => fault !== false && fault !== undefined);
}

/** Throws a sentence that says what is wrong with the text, which is JSON. */
export function parseTokenIssuer(json: string): TokenIssuer {
  const issuer = JSON.parse(json) as TokenIssuer;
  const faults = tokenIssuerFaults(issuer);
  if (faults.length > 0) throw new Error(`The issuer of tokens cannot be used: ${faults[0]}`);
  return issuer;
}

/** Undefined if it is an address that nobody else can answer for: of https, or of this machine. */
export function addressFault(name: string, text: unknown): string | undefined {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  const isOwn = ['127.0.0.1', '[::1]', 'localhost'].includes(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isOwn)) return undefined;
  return `${name} is ${JSON.stringify(text)}: use an address that begins with https://`;
}

function isListOf(list: unknown, isRight: (value: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length > 0 && list.every(isRight);
}
