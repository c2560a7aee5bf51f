import type { Scope } from '../core/store.ts';
import type { Caller } from './authenticate.ts';

/** Somebody whom an issuer of tokens, or IAM, vouches for. */
export interface KnownCaller extends Caller {
  /** Tells callers apart, and never changes: `token:<sub>`, `iam:<arn>`. */
  readonly id: string;
  /** The job types that it may enqueue. @default - all */
  readonly types?: readonly string[];
}

const scopes: readonly Scope[] = ['enqueue', 'read', 'manage', 'admin'];

export function isScope(text: unknown): text is Scope {
  return scopes.some((scope) => scope === text);
}
