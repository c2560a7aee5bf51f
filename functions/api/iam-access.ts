import type { Scope } from '../core/key-store.ts';

/** What a role or a user of IAM may do over the API. */
export interface IamCaller {
  /** Of the role, whoever takes it on, or of the user. */
  readonly arn: string;
  /** @default 'default' */
  readonly tenant?: string;
  /** @default ['enqueue', 'read'] */
  readonly scopes?: readonly Scope[];
  /** The job types that it may start. @default - all */
  readonly types?: readonly string[];
}

export interface IamAccess {
  /** Of the gateway that takes nothing but signed requests. */
  readonly apiId: string;
  readonly callers: readonly IamCaller[];
}

/** From the JSON of an `IamAccess`; without one no gateway is trusted. */
export function iamAccess(json: string | undefined): { iam?: IamAccess } {
  return json ? { iam: JSON.parse(json) } : {};
}
