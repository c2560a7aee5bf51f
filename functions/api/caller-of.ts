import type { ApiEvent } from './api-event.ts';
import type { Authenticate, Caller } from './authenticate.ts';
import { headerOf } from './header.ts';
import type { IamAccess } from './iam-access.ts';
import { Problem } from './problem.ts';

/** The ways in which a caller can say who it is. */
export interface Access {
  readonly keys: Authenticate;
  /** By a JSON Web Token. @default - none is taken */
  readonly tokens?: Authenticate;
  /** By a signature that a gateway has checked. @default - there is no such gateway */
  readonly iam?: IamAccess;
}

/** Rejects with a 401 if the request does not say. */
export async function callerOf(event: ApiEvent, access: Access): Promise<Caller> {
  const { keys, tokens, iam } = access;
  // The gateway writes the context of a request, and no caller can.
  const { apiId, identity } = event.requestContext;
  if (iam !== undefined && apiId === iam.apiId) {
    const { iamCaller } = await import('./iam-caller.ts');
    return iamCaller(identity.userArn, iam);
  }
  const token = bearerToken(headerOf(event, 'authorization'));
  const caller = await (tokens !== undefined && isJwt(token) ? tokens(token) : keys(token));
  if (caller === undefined) {
    throw unauthenticated(
      'The key is not known or has expired: have another one made, by errand keys create',
    );
  }
  return caller;
}

/** Its first part is an object of JSON, in base64url. The last one is empty if it is not signed. */
function isJwt(token: string): boolean {
  return /^eyJ[\w=-]*\.[\w=-]+\.[\w=-]*$/.test(token);
}

function bearerToken(header: string | undefined): string {
  const token = /^bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) {
    throw unauthenticated(
      "There is no key in the request: send one as 'Authorization: Bearer <key>'",
    );
  }
  return token;
}

function unauthenticated(detail: string): Problem {
  return new Problem('unauthenticated', detail, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
