import { describe, expect, it } from 'vitest';
import { issuerKeys } from '../../../../functions/api/tokens/issuer-keys.ts';
import type { TokenIssuer } from '../../../../functions/api/tokens/token-issuer.ts';
import { VirtualClock } from '../../../../testing/world/virtual-clock.ts';
import { keySet, signingKey } from '../../../support/oidc-issuer.ts';

const url = 'https://login.example.com/realm';
const document = `${url}/.well-known/openid-configuration`;
const [one, two] = [signingKey('one', 'ES256'), signingKey('two', 'ES256')];

function setup(settings: Partial<TokenIssuer> = {}) {
  const clock = new VirtualClock(0);
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    [document]: { issuer: url, jwks_uri: `${url}/keys` },
    [`${url}/keys`]: keySet([one]),
  };
  const fetchJson = async (address: string): Promise<unknown> => {
    asked.push(address);
    if (answers[address] === undefined) throw new Error(`${address} does not answer`);
    return answers[address];
  };
  const find = issuerKeys({ issuer: url, audience: ['errand'], ...settings }, clock, fetchJson);
  const has = async (id: string) => (await find(id))?.kid === id;
  return { clock, asked, answers, has };
}

describe('the keys of an issuer', () => {
  it('are looked for where its document says, once for many tokens', async () => {
    const { asked, has } = setup();

    const found = await Promise.all([has('one'), has('one'), has('one')]);
    const later = await has('one');

    expect([...found, later]).toEqual(Array(4).fill(true));
    expect(asked).toEqual([document, `${url}/keys`]);
  });

  it('are looked for at an address that was given', async () => {
    const { asked, answers, has } = setup({ keysUrl: 'https://keys.example.com' });
    answers['https://keys.example.com'] = keySet([two]);

    const found = await has('two');

    expect(found).toBe(true);
    expect(asked).toEqual(['https://keys.example.com']);
  });

  it('are fetched anew every ten minutes, so that one that is withdrawn goes', async () => {
    const { clock, answers, has } = setup();
    await has('one');
    answers[`${url}/keys`] = keySet([two]);

    await clock.advance(599_999);
    const before = await has('one');
    await clock.advance(1);
    const after = await has('one');

    expect([before, after]).toEqual([true, false]);
  });

  it('are fetched for an id that they do not have, half a minute after the last time at the earliest', async () => {
    const { clock, asked, answers, has } = setup();
    await has('one');
    answers[`${url}/keys`] = keySet([one, two]);

    const attempts = await Promise.all(Array.from({ length: 100 }, (_, n) => has(`guess-${n}`)));
    const tooEarly = await has('two');
    await clock.advance(30_000);
    const rotated = await has('two');

    expect([...new Set(attempts), tooEarly, rotated]).toEqual([false, false, true]);
    expect(asked).toHaveLength(4);
  });

  it('are used for an hour while the issuer is away', async () => {
    const { clock, answers, has } = setup();
    await has('one');
    delete answers[`${url}/keys`];

    await clock.advance(3_599_999);
    const before = await has('one');
    await clock.advance(1);

    expect(before).toBe(true);
    await expect(has('one')).rejects.toMatchObject({ status: 503 });
  });
});

describe('an issuer that is away', () => {
  it('is no fault of the token: the answer is a 503, and the issuer is asked again later', async () => {
    const { clock, asked, answers, has } = setup();
    delete answers[document];

    const answer = { code: 'unavailable', status: 503, headers: { 'Retry-After': '30' } };
    await expect(has('one')).rejects.toMatchObject(answer);
    await expect(has('one')).rejects.toMatchObject(answer);
    answers[document] = { issuer: url, jwks_uri: `${url}/keys` };
    await clock.advance(30_000);
    const found = await has('one');

    expect(found).toBe(true);
    expect(asked).toEqual([document, document, `${url}/keys`]);
  });

  it.each([
    ['a document of another issuer', document, { issuer: 'https://other.example' }],
    ['keys at an address without TLS', document, { issuer: url, jwks_uri: 'http://a.example' }],
    ['no key set', `${url}/keys`, { keys: 'none' }],
    ['nothing', document, null],
  ])('is one that answers with %s', async (_, address, body) => {
    const { answers, has } = setup();
    answers[address] = body;

    await expect(has('one')).rejects.toMatchObject({ status: 503, cause: expect.any(Error) });
  });
});
