import { type Scope, scopes } from '../../core/key-store.ts';
import { isTenantName, tenantForm } from '../../core/tenant-name.ts';
import type { Caller } from '../authenticate.ts';
import { refusedToken } from './refused-token.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** What a token may hold, once its signature has been checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** Whom the claims describe. A claim that is missing refuses the token: nothing is assumed in its place. */
export function tokenCaller(claims: Claims, issuer: TokenIssuer): Caller {
  const { typesClaim } = issuer;
  const tenant = issuer.tenant ?? tenantIn(claims, issuer.tenantClaim ?? 'tenant');
  return {
    id: `token:${typeof claims.sub === 'string' ? claims.sub : tenant}`,
    tenant,
    scopes: scopesIn(claims, issuer),
    ...(typesClaim !== undefined && { types: typesIn(claims, typesClaim) }),
  };
}

function tenantIn(claims: Claims, name: string): string {
  const tenant = own(claims, name);
  if (isTenantName(tenant)) return tenant;
  throw refusedToken(`its claim '${name}' has to name a tenant, by ${tenantForm}`);
}

/** None is no fault of the token: it may do nothing, and is told so by a 403. */
function scopesIn(claims: Claims, issuer: TokenIssuer): readonly Scope[] {
  const { scopeClaim = 'scope', scopePrefix = 'errand:' } = issuer;
  const given = own(claims, scopeClaim) ?? [];
  const words: readonly unknown[] = typeof given === 'string' ? given.split(' ') : [given].flat();
  return scopes.filter((scope) => words.includes(scopePrefix + scope));
}

function typesIn(claims: Claims, name: string): readonly string[] {
  const types = own(claims, name);
  if (Array.isArray(types) && types.every((type) => typeof type === 'string')) return types;
  throw refusedToken(`its claim '${name}' has to be an array with names of job types`);
}

/** A claim may be called `constructor`. */
export function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
