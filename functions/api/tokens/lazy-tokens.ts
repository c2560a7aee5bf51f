import type { Clock } from '../../core/clock.ts';
import type { Authenticate } from '../authenticate.ts';

/**
 * The check of tokens, loaded with the first one: those who use keys load none of it. `issuer` is the JSON
 * of a `TokenIssuer`; without one no tokens are taken.
 */
export function lazyTokens(issuer: string | undefined, clock: Clock): { tokens?: Authenticate } {
  if (!issuer) return {};
  let loaded: Promise<Authenticate> | undefined;
  return {
    tokens: async (token) => {
      loaded ??= load(issuer, clock);
      return (await loaded)(token);
    },
  };
}

async function load(issuer: string, clock: Clock): Promise<Authenticate> {
  const [{ tokenAuthentication }, { parseTokenIssuer }, { fetchJson }] = await Promise.all([
    import('./token-authentication.ts'),
    import('./token-issuer.ts'),
    import('./fetch-json.ts'),
  ]);
  return tokenAuthentication(parseTokenIssuer(issuer), clock, fetchJson);
}
