import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface SigningKey {
  readonly id: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function signingKey(id: string, algorithm: SigningKey['algorithm'] = 'RS256'): SigningKey {
  // Keys of RSA take long to make.
  const { publicKey, privateKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { id, algorithm, privateKey, publicKey };
}

export type Claims = Readonly<Record<string, unknown>>;

/** A token with these claims. `header` is added to what a right one has. */
export function signToken(key: SigningKey, claims: Claims, header: Claims = {}): string {
  const input = inputOf({ alg: key.algorithm, typ: 'JWT', kid: key.id, ...header }, claims);
  const signature = sign('sha256', Buffer.from(input), {
    key: createPrivateKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** Signed with nothing. */
export function unsignedToken(key: SigningKey, claims: Claims): string {
  return `${inputOf({ alg: 'none', kid: key.id }, claims)}.`;
}

/** Signed with the text of the public key as a secret, which whoever reads the key can do. */
export function hmacToken(key: SigningKey, claims: Claims): string {
  const input = inputOf({ alg: 'HS256', kid: key.id }, claims);
  const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function inputOf(header: Claims, claims: Claims): string {
  return [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
}

/** What an issuer publishes, as its discovery document names it. */
export function keySet(keys: readonly SigningKey[]): object {
  return {
    keys: keys.map(({ id, algorithm, publicKey }) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid: id,
      alg: algorithm,
      use: 'sig',
    })),
  };
}

export interface OidcIssuer {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  /** From now on these are published, and no others. */
  publish(keys: readonly SigningKey[]): void;
  close(): Promise<void>;
}

/** An issuer of OpenID Connect on this machine: its document, and its keys. */
export async function startOidcIssuer(keys: readonly SigningKey[]): Promise<OidcIssuer> {
  let published = keys;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isDocument = request.url === '/.well-known/openid-configuration';
    const body = isDocument ? { issuer: url, jwks_uri: `${url}/keys` } : keySet(published);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    asked,
    publish: (next) => {
      published = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
