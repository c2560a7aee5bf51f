import { type TokenIssuer, tokenIssuerFaults } from '../functions/api/tokens/token-issuer.ts';
import { StartError } from './start-error.ts';

const prefix = 'ERRAND_OIDC_';

/** What can be said of an issuer, by the ends of the variables' names. */
const fields = {
  ISSUER: ['issuer', text],
  AUDIENCE: ['audience', list],
  AUDIENCE_CLAIM: ['audienceClaim', text],
  KEYS_URL: ['keysUrl', text],
  ALGORITHMS: ['algorithms', list],
  TOLERANCE_SECONDS: ['toleranceSeconds', Number],
  TENANT_CLAIM: ['tenantClaim', text],
  TENANT: ['tenant', text],
  SCOPE_CLAIM: ['scopeClaim', text],
  SCOPE_PREFIX: ['scopePrefix', text],
  TYPES_CLAIM: ['typesClaim', text],
} as const satisfies Readonly<
  Record<string, readonly [keyof TokenIssuer, (value: string) => unknown]>
>;

/** As JSON; undefined if none is named. An empty variable counts as none. */
export function tokenIssuerIn(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = Object.entries(fields).flatMap(([end, [field, read]]) => {
    const value = environment[prefix + end];
    return value ? [[field, read(value)] as const] : [];
  });
  if (given.length === 0) return undefined;
  const issuer = Object.fromEntries(given) as unknown as TokenIssuer;
  const faults = tokenIssuerFaults(issuer);
  if (faults.length === 0) return JSON.stringify(issuer);
  throw new StartError(`The variables ${prefix}… cannot be used: ${faults.join('; ')}`);
}

function text(value: string): string {
  return value;
}

/** Of names with commas between them. */
function list(value: string): readonly string[] {
  return value.split(',').map((name) => name.trim());
}
