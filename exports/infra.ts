/** What a project's CDK app imports. */

export type { IamCaller } from '../functions/api/iam-access.ts';
export type { TokenIssuer } from '../functions/api/tokens/token-issuer.ts';
export { ErrandStack, type ErrandStackProps } from '../infra/errand-stack.ts';
