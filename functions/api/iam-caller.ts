import type { Caller } from './authenticate.ts';
import type { IamAccess } from './iam-access.ts';
import { Problem } from './problem.ts';

/** `userArn` is what the gateway says of who signed. Throws a 401 if nobody is meant by it. */
export function iamCaller(userArn: string | null, { callers }: IamAccess): Caller {
  const arn = principalOf(userArn ?? 'nobody');
  const found = callers.find((caller) => withoutPath(caller.arn) === arn);
  if (found === undefined) {
    throw new Problem('unauthenticated', `Nobody is known as ${arn}: name it in iamCallers`, {
      headers: { 'WWW-Authenticate': 'AWS4-HMAC-SHA256' },
    });
  }
  const { tenant = 'default', scopes = ['enqueue', 'read'], types } = found;
  return { id: `iam:${arn}`, tenant, scopes, ...(types && { types }) };
}

/** A session of a role is `arn:aws:sts::<account>:assumed-role/<name>/<session>`. */
function principalOf(userArn: string): string {
  return userArn.replace(
    /^(arn:[\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/,
    '$1:iam::$2:role/$3',
  );
}

/** A session does not tell its role's path, and an account has each name once, whatever the path. */
function withoutPath(arn: string): string {
  return arn.replace(/(:role\/)(?:.*\/)?([^/]+)$/, '$1$2');
}
