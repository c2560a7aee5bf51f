import type { APIGatewayProxyEvent } from 'aws-lambda';
import { second } from '../core/duration.ts';
import { headerOf } from './header.ts';

export interface PreferredWait {
  /** Milliseconds. */
  readonly ms: number;
  readonly headers: { readonly 'Preference-Applied': string };
}

/**
 * `Prefer: wait=N`, cut to `longest` milliseconds. RFC 7240 has a preference that cannot be understood
 * ignored, not refused: `Preference-Applied` tells the caller.
 */
export function preferredWait(
  event: APIGatewayProxyEvent,
  longest: number,
): PreferredWait | undefined {
  const [, wanted] =
    /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(headerOf(event, 'prefer') ?? '') ??
    [];
  if (wanted === undefined) return undefined;
  const seconds = Math.min(Number(wanted), Math.floor(longest / second));
  return { ms: seconds * second, headers: { 'Preference-Applied': `wait=${seconds}` } };
}
