import { describe, expect, it } from 'vitest';
import { tokenAuthentication } from '../../../../functions/api/tokens/token-authentication.ts';
import type { TokenIssuer } from '../../../../functions/api/tokens/token-issuer.ts';
import { VirtualClock } from '../../../../testing/world/virtual-clock.ts';
import {
  type Claims,
  hmacToken,
  keySet,
  type SigningKey,
  signingKey,
  signToken,
  unsignedToken,
} from '../../../support/oidc-issuer.ts';

const start = Date.parse('2030-01-01T00:00:00Z');
const url = 'https://login.example.com';
const key = signingKey('one');
const other = signingKey('two');

function setup(settings: Partial<TokenIssuer> = {}) {
  const clock = new VirtualClock(start);
  const issuer = {
    published: [key] as readonly SigningKey[],
    answers: true,
    asked: [] as string[],
  };
  const fetchJson = async (address: string): Promise<unknown> => {
    issuer.asked.push(address);
    if (!issuer.answers) throw new Error('It is away');
    return address.endsWith('/keys')
      ? keySet(issuer.published)
      : { issuer: url, jwks_uri: `${url}/keys` };
  };
  const given = { issuer: url, audience: ['errand'], ...settings };
  return { clock, issuer, authenticate: tokenAuthentication(given, clock, fetchJson) };
}

/** Of a token that is right for an hour, at the start. */
function claimsOf(more: Claims = {}): Claims {
  const now = start / 1_000;
  const right = { iss: url, aud: 'errand', sub: 'anna', exp: now + 3_600, tenant: 'acme' };
  return { ...right, scope: 'openid errand:enqueue errand:read', ...more };
}

function refusal(reason: RegExp | string) {
  return { code: 'unauthenticated', status: 401, message: expect.stringMatching(reason) };
}

describe('a token of the issuer', () => {
  it('says who calls, for which tenant, and with which scopes', async () => {
    const { authenticate } = setup();

    const caller = await authenticate(signToken(key, claimsOf()));

    expect(caller).toEqual({ id: 'token:anna', tenant: 'acme', scopes: ['enqueue', 'read'] });
  });

  it('may have its scopes, tenant and job types in claims of other names', async () => {
    const { authenticate } = setup({
      tenantClaim: 'https://example.com/org',
      scopeClaim: 'permissions',
      scopePrefix: 'jobs/',
      typesClaim: 'jobs',
      audienceClaim: 'client_id',
    });
    const claims = claimsOf({
      aud: undefined,
      client_id: 'errand',
      'https://example.com/org': 'globex',
      permissions: ['jobs/manage', 'errand:admin', 'jobs/all', 'jobs/manage', 7],
      jobs: ['resize-image'],
    });

    const caller = await authenticate(signToken(key, claims));

    expect(caller).toEqual({
      id: 'token:anna',
      tenant: 'globex',
      scopes: ['manage'],
      types: ['resize-image'],
    });
  });

  it('is for the one tenant of its issuer, if there is one, whatever it claims', async () => {
    const { authenticate } = setup({ tenant: 'shop' });

    const caller = await authenticate(signToken(key, claimsOf({ sub: undefined })));

    expect(caller).toMatchObject({ id: 'token:shop', tenant: 'shop' });
  });

  it('may do nothing without a scope', async () => {
    const { authenticate } = setup();

    const caller = await authenticate(signToken(key, claimsOf({ scope: undefined })));

    expect(caller.scopes).toEqual([]);
  });

  it('may name several audiences', async () => {
    const { authenticate } = setup({ audience: ['errand', 'jobs'] });

    const caller = await authenticate(signToken(key, claimsOf({ aud: ['mail', 'jobs'] })));

    expect(caller.tenant).toBe('acme');
  });

  it('may be signed with another algorithm that was chosen', async () => {
    const curve = signingKey('curve', 'ES256');
    const { authenticate, issuer } = setup({ algorithms: ['ES256'] });
    issuer.published = [curve];

    const caller = await authenticate(signToken(curve, claimsOf()));

    expect(caller.tenant).toBe('acme');
    await expect(authenticate(signToken(key, claimsOf()))).rejects.toMatchObject(
      refusal('signed with ES256, not with RS256'),
    );
  });
});

describe('a token is refused', () => {
  const now = start / 1_000;

  it.each<[string, string, RegExp]>([
    ['that is not signed', unsignedToken(key, claimsOf()), /no JSON Web Token/],
    ['signed with nothing', `${unsignedToken(key, claimsOf())}AAAA`, /not with none/],
    ['signed with the public key as a secret', hmacToken(key, claimsOf()), /not with HS256/],
    ['that is no JSON', 'eyJ.eyJ.eyJ', /no JSON Web Token/],
    ['without a key id', signToken(key, claimsOf(), { kid: undefined }), /by which key/],
    ['with an extension', signToken(key, claimsOf(), { crit: ['b64'] }), /extensions/],
    ['for another audience', signToken(key, claimsOf({ aud: 'mail' })), /another audience/],
    ['for no audience', signToken(key, claimsOf({ aud: undefined })), /another audience/],
    ['of another issuer', signToken(key, claimsOf({ iss: `${url}/` })), /another issuer/],
    ['that has expired', signToken(key, claimsOf({ exp: now - 30 })), /has expired/],
    ['that never expires', signToken(key, claimsOf({ exp: undefined })), /'exp' is missing/],
    ['before its time', signToken(key, claimsOf({ nbf: now + 31 })), /not valid yet/],
  ])('%s, and the issuer is not asked', async (_, token, reason) => {
    const { authenticate, issuer } = setup();

    const answer = authenticate(token);

    await expect(answer).rejects.toMatchObject(refusal(reason));
    expect(issuer.asked).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['signed by another than its key', signToken({ ...other, id: 'one' }, claimsOf()), /signature/],
    ['with a part of its claims changed', tampered(), /signature/],
    ['signed by a key of nobody', signToken(other, claimsOf()), /no key with its key id/],
    ['without a tenant', signToken(key, claimsOf({ tenant: undefined })), /'tenant' has to name/],
    ['with a tenant of two keys', signToken(key, claimsOf({ tenant: 'a#1' })), /'tenant' has to/],
    ["with Errand's own tenant", signToken(key, claimsOf({ tenant: 'system' })), /not 'system'/],
    ['with a tenant of its prototype', signToken(key, claimsOf({ tenant: {} })), /'tenant' has/],
  ])('%s', async (_, token, reason) => {
    const { authenticate } = setup();

    const answer = authenticate(token);

    await expect(answer).rejects.toMatchObject(refusal(reason));
  });

  it('without the claim that is to name its job types', async () => {
    const { authenticate } = setup({ typesClaim: 'jobs' });

    const answer = authenticate(signToken(key, claimsOf()));

    await expect(answer).rejects.toMatchObject(refusal("'jobs' has to be an array"));
  });

  it('and is told so as a bearer', async () => {
    const { authenticate } = setup();

    const answer = authenticate('eyJ.eyJ.eyJ');

    const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
    await expect(answer).rejects.toMatchObject({ headers });
  });

  function tampered(): string {
    const [header, , signature] = signToken(key, claimsOf()).split('.');
    const claims = Buffer.from(JSON.stringify(claimsOf({ tenant: 'globex' })));
    return `${header}.${claims.toString('base64url')}.${signature}`;
  }
});

describe('the clock', () => {
  it('may be as far from that of the issuer as is tolerated', async () => {
    const { authenticate, clock } = setup({ toleranceSeconds: 60 });
    const now = start / 1_000;
    const token = signToken(key, claimsOf({ nbf: now + 60, exp: now + 100 }));

    const first = await authenticate(token);
    await clock.advance(159_999);
    const last = await authenticate(token);
    await clock.advance(1);

    expect([first.tenant, last.tenant]).toEqual(['acme', 'acme']);
    await expect(authenticate(token)).rejects.toMatchObject(refusal('has expired'));
  });
});
