import { expect, it } from 'vitest';
import { apiCaller } from '../../support/local-server/api-caller.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';
import {
  type OidcIssuer,
  type SigningKey,
  signingKey,
  signToken,
  startOidcIssuer,
} from '../../support/oidc-issuer.ts';

it('takes the tokens of an issuer beside its key, each for its own tenant', async ({
  onTestFinished,
}) => {
  const key = signingKey('one', 'ES256');
  const issuer = await startOidcIssuer([key]);
  onTestFinished(issuer.close);
  const server = await withLocalServer({ environment: environmentFor(issuer) });
  const acme = apiCaller(server.url, tokenFor(issuer, key, { tenant: 'acme' }));
  const globex = apiCaller(server.url, tokenFor(issuer, key, { tenant: 'globex' }));
  const reader = apiCaller(server.url, tokenFor(issuer, key, { scope: 'errand:read' }));
  const body = { type: 'demo', payload: {} };

  const made = await acme('POST /jobs', { body });
  const path = `GET /jobs/${Object(made.body).id}`;
  const [own, others, byKey] = [await acme(path), await globex(path), await server.call(path)];
  const refused = await reader('POST /jobs', { body });

  expect([made.status, own.status, others.status, byKey.status]).toEqual([202, 200, 404, 404]);
  expect(refused).toMatchObject({ status: 403, body: { code: 'missing-scope' } });
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
});

it('refuses a token that is not from its issuer, and says why', async ({ onTestFinished }) => {
  const issuer = await startOidcIssuer([signingKey('one', 'ES256')]);
  onTestFinished(issuer.close);
  const server = await withLocalServer({ environment: environmentFor(issuer) });
  const forged = tokenFor(issuer, signingKey('one', 'ES256'), {});

  const answer = await apiCaller(server.url, forged)('GET /types');

  expect(answer).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated', detail: expect.stringContaining('signature') },
  });
  expect(server.output()).not.toContain(forged);
});

it('answers 503 while the issuer is away, and goes on with its own key', async () => {
  const key = signingKey('one', 'ES256');
  const issuer = await startOidcIssuer([key]);
  await issuer.close();
  const server = await withLocalServer({ environment: environmentFor(issuer) });

  const byToken = await apiCaller(server.url, tokenFor(issuer, key, {}))('GET /types');
  const byKey = await server.call('GET /types');

  expect(byToken).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(byKey.status).toBe(200);
});

function environmentFor({ url }: OidcIssuer): Record<string, string> {
  return {
    ERRAND_OIDC_ISSUER: url,
    ERRAND_OIDC_AUDIENCE: 'errand, jobs',
    ERRAND_OIDC_ALGORITHMS: 'ES256',
  };
}

function tokenFor({ url }: OidcIssuer, key: SigningKey, claims: object): string {
  const right = { iss: url, aud: 'errand', tenant: 'acme', scope: 'errand:enqueue errand:read' };
  return signToken(key, { ...right, exp: Math.floor(Date.now() / 1_000) + 600, ...claims });
}
