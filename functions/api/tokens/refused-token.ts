import { Problem } from '../problem.ts';

/** `reason` goes on from "The token cannot be used:". It tells nothing that its bearer cannot read in it. */
export function refusedToken(reason: string): Problem {
  return new Problem('unauthenticated', `The token cannot be used: ${reason}`, {
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });
}
