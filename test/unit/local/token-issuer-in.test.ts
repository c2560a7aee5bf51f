import { expect, it } from 'vitest';
import { tokenIssuerIn } from '../../../local/token-issuer-in.ts';

it('names no issuer unless one is given', () => {
  expect(tokenIssuerIn({ ERRAND_OIDC_ISSUER: '' })).toBeUndefined();
});

it('takes all that can be said of an issuer', () => {
  const issuer = tokenIssuerIn({
    ERRAND_OIDC_ISSUER: 'https://login.example.com',
    ERRAND_OIDC_AUDIENCE: 'errand, jobs',
    ERRAND_OIDC_TOLERANCE_SECONDS: '0',
    ERRAND_OIDC_TENANT: 'acme',
  });

  expect(JSON.parse(issuer ?? '')).toEqual({
    issuer: 'https://login.example.com',
    audience: ['errand', 'jobs'],
    toleranceSeconds: 0,
    tenant: 'acme',
  });
});

it.each([
  [{ ISSUER: 'http://login.example.com' }, 'issuer is "http://login.example.com"'],
  [{ AUDIENCE: '' }, 'audience is undefined: name at least one'],
  [{ KEYS_URL: 'keys' }, 'keysUrl is "keys": use an address that begins with https://'],
  [{ ALGORITHMS: 'RS256,HS256' }, 'algorithms is ["RS256","HS256"]: name some of RS256'],
  [{ TOLERANCE_SECONDS: 'long' }, 'toleranceSeconds is NaN: set it to 0 to 300'],
  [{ TENANT: 'a#1' }, "tenant is 'a#1': use 1 to 64 characters"],
  [{ TENANT: 'acme', TENANT_CLAIM: 'org' }, 'leave one of them out'],
])('refuses %j', (given, message) => {
  const right = { ISSUER: 'https://login.example.com', AUDIENCE: 'errand' };
  const environment = Object.fromEntries(
    Object.entries({ ...right, ...given }).map(([end, value]) => [`ERRAND_OIDC_${end}`, value]),
  );

  expect(() => tokenIssuerIn(environment)).toThrow(message);
});
